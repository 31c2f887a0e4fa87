public import HealthPlugin

/// A workout, of an archive or of a payload.
public struct Workout: WireRecord {
    public static let columns = WorkoutColumns.titles(in: .metric)
    public static let keyColumns = ["Type", "Start", "End", "Duration"]

    /// As it came; `nil` when it came without one.
    var id: String?
    /// The tail of the activity's identifier; `nil` when a payload names it in another language.
    var activity: String?
    var name: String
    public var start: Instant
    public var end: Instant?
    public var source: String?
    /// Seconds; `nil` when it is the time from start to end.
    var duration: Double?
    var location: String?
    var isIndoor: Bool?
    var figures: [WorkoutField: Quantity] = [:]
    var strokeStyle: String?
    var swolfScore: Double?
    var salinity: String?
    /// `nil` when a payload had none.
    var metadata: [JSONValue.Member]?
    var series: [WorkoutSeries: [SeriesPoint]] = [:]
    var route: [RoutePlace] = []
    var unknown: [JSONValue.Member] = []

    /// Paths of the route's files; `nil` for a workout that no archive holds.
    var routePaths: Set<String>?
    /// The export version to write.
    var version = 2
    /// The units of figures that are written without being known.
    var units = UnitSystem.metric

    public var identity: String {
        [start.rfc3339, (end ?? start).rfc3339, activity ?? name].joined(separator: "\n")
    }
    public var key: String { id ?? [identity, source ?? ""].joined(separator: "\n") }
    public var aliases: [String] { id == nil ? [] : [derivedID] }

    /// The id that a workout without one is given.
    var derivedID: String {
        let type = activity.map { WorkoutNames.activityPrefix + $0 } ?? name
        return RecordID.derived([
            "workout", type, start.rfc3339, (end ?? start).rfc3339, source ?? "",
        ])
    }

    /// Half-open; empty when an archive's end lies before its start.
    var interval: Range<Instant> {
        start..<max(start, end ?? start)
    }

    /// Seconds.
    var length: Double {
        duration ?? Double(interval.upperBound.seconds(since: start))
    }

    /// Of several ids the one that was stored first stays; older records come later.
    public mutating func absorb(_ other: Workout) {
        id = other.id ?? id
        source = source ?? other.source
        duration = duration ?? other.duration
        location = location ?? other.location
        isIndoor = isIndoor ?? other.isIndoor
        figures.merge(other.figures) { mine, _ in mine }
        strokeStyle = strokeStyle ?? other.strokeStyle
        swolfScore = swolfScore ?? other.swolfScore
        salinity = salinity ?? other.salinity
        metadata = metadata ?? other.metadata
        series.merge(other.series) { mine, _ in mine }
        if route.isEmpty { route = other.route }
        routePaths = routePaths ?? other.routePaths
        unknown = unknown.merged(with: other.unknown)
    }
}
