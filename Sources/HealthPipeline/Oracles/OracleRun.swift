public import HealthPlugin
import HealthStore

/// Our statistics beside the figures that the imported archives state themselves.
///
/// Read are the WorkoutStatistics of workouts and their activities, and the ActivitySummary of each day. A
/// difference is counted, never adjusted. Source: sections 14.3 and 19.32 of the archive reference.
public struct OracleRun: Sendable {
    private static let kinds = ["Workout", "ActivitySummary"]

    /// Over workouts and activities.
    public private(set) var workouts = OracleReport()
    /// Over local days.
    public private(set) var days = OracleReport()
    /// The zone in which the days were cut.
    public let zoneName: String
    public private(set) var workoutCount = 0
    public private(set) var dayCount = 0
    /// Statistics without a type, an interval or a number, and summaries without a day.
    public private(set) var unread = 0

    /// Compares all that the store holds at its newest import; memory does not grow with it.
    ///
    /// - Parameter progress: Called after each document with how many are done, and of how many.
    /// - Throws: `StoreError`, with status 69 when there is no store yet.
    public init(
        _ workspace: Workspace, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws {
        let database = try workspace.openStore(.readOnly)
        let store = try database.reader()
        let total = try database.documentKinds()
            .filter { Self.kinds.contains($0.kind) && $0.form == .element }
            .reduce(0) { $0 + $1.count }
        let measure = workspace.configuration.measure
        let zone = try workspace.zone(of: measure)
        zoneName = zone.name
        let statistics = OracleStatistics(store: store, preferred: measure.preferredSources)
        try store.documents(DocumentQuery(kinds: Self.kinds)) { document in
            guard document.form == .element else { return }
            let node = try ArchiveNode(json: document.body)
            if document.kind == "Workout" {
                workoutCount += 1
                let answers = ArchiveAnswer.all(
                    ofWorkout: node, source: document.source, unread: &unread)
                try Self.add(answers, to: &workouts, statistics)
            } else {
                dayCount += 1
                let answers = ArchiveAnswer.all(ofSummary: node, zone: zone, unread: &unread)
                try Self.add(answers, to: &days, statistics)
            }
            progress(workoutCount + dayCount, total)
        }
    }

    private static func add(
        _ answers: [ArchiveAnswer], to report: inout OracleReport, _ statistics: OracleStatistics
    ) throws {
        for answer in answers {
            for comparison in try statistics.comparisons(with: answer) { report.add(comparison) }
        }
    }
}
