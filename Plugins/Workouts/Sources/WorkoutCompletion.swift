import HealthPlugin

/// Makes of what was read what is sent: missing figures, quotients, units, metrics and route.
struct WorkoutCompletion {
    let settings: ExportSettings
    let store: any StoreReader

    private var options: WorkoutOptions { WorkoutOptions(settings) }

    /// A file has one unit a column, so it cannot follow each workout.
    private var units: UnitSystem {
        settings.format == .csv && settings.units == .asRecorded ? .metric : settings.units
    }

    func complete(_ record: Workout) throws -> Workout {
        var workout = record
        (workout.version, workout.units) = (settings.version, units)
        let statistics = IntervalStatistics(
            store: store, settings: settings, own: workout.source)
        let isArchived = workout.routePaths != nil
        if isArchived {
            try WorkoutFigures(statistics: statistics, units: units).fill(&workout)
        }
        for (field, quantity) in workout.figures {
            let unit = field.unit(in: units, recorded: quantity.unit)
            workout.figures[field] = quantity.converted(to: unit) ?? quantity
        }
        if isArchived { derive(&workout) }
        guard settings.format == .json else { return workout }
        try addSeries(to: &workout, statistics, isArchived)
        try addRoute(to: &workout)
        return workout
    }

    /// Figures that are made of others; a payload has what it has.
    private func derive(_ workout: inout Workout) {
        let (figures, seconds) = (workout.figures, workout.length)
        func set(_ field: WorkoutField, _ quantity: Quantity?) {
            guard let quantity, quantity.number.isFinite, workout.figures[field] == nil else {
                return
            }
            workout.figures[field] = quantity
        }
        func perMinute(_ field: WorkoutField) -> Quantity? {
            guard seconds > 0, let count = figures[field] else { return nil }
            var rate = count
            (rate.number, rate.unit) = (count.number * 60 / seconds, "spm")
            return rate
        }
        if let active = figures[.activeEnergyBurned],
            let basal = figures[.basalEnergyBurned]?.converted(to: active.unit)
        {
            set(.totalEnergy, Quantity(active.number + basal.number, active.unit))
        }
        if seconds > 0, let distance = figures[.distance] {
            let unit = ["mi", "yd", "ft"].contains(distance.unit) ? "mi" : "km"
            set(
                .speed,
                distance.converted(to: unit).map {
                    Quantity($0.number * 3600 / seconds, unit + "/hr")
                })
            set(.avgSpeed, workout.figures[.speed])
        }
        set(.stepCadence, perMinute(.stepCount))
        set(.swimCadence, perMinute(.totalSwimmingStrokeCount))
        set(.avgHeartRate, figures[.heartRateAverage])
        set(.maxHeartRate, figures[.heartRateMax])
    }

    private func addSeries(
        to workout: inout Workout, _ statistics: IntervalStatistics, _ isArchived: Bool
    ) throws {
        guard options.includesMetrics else {
            workout.series = [:]
            return
        }
        for series in WorkoutSeries.allCases {
            func unit(_ recorded: String) -> String {
                series.unit(in: settings.units, recorded: recorded)
            }
            let range = series.range(of: workout.interval)
            var points: [SeriesPoint] = []
            if isArchived, settings.version == 1, series.isHeartRate {
                points = try statistics.readings(of: series.type, range, unit: "count/min")
            } else if isArchived, settings.version != 1 {
                let buckets = Buckets(zone: settings.zone, grouping: options.grouping)
                let plan = BucketPlan(buckets, clippedTo: range)
                points = try statistics.points(of: series.type, plan, unit: unit).map {
                    var point = $0
                    if !series.isHeartRate { point.quantity = point.mean }
                    return point
                }
            }
            if points.isEmpty {
                let own = workout.series[series] ?? []
                points = own.map { $0.converted(to: unit($0.unit)) }
            }
            workout.series[series] = points.isEmpty ? nil : points
        }
    }

    /// Adds the points of the files in order of time; a file that another workout shares may hold more than the
    /// time of this one.
    private func addRoute(to workout: inout Workout) throws {
        guard options.includesRoute else {
            workout.route = []
            return
        }
        guard let paths = workout.routePaths, !paths.isEmpty else { return }
        let padding = WorkoutSeries.recoverySeconds
        let interval = workout.interval
        let begin = interval.lowerBound.advanced(bySeconds: -padding)
        let end = interval.upperBound.advanced(bySeconds: padding)
        let query = DocumentQuery(
            kinds: [Route.kind],
            starting: interval.lowerBound.advanced(bySeconds: -86_400)..<end)
        var files: [Int64] = []
        try store.documents(query) { document in
            if paths.contains(document.key) { files.append(document.id) }
        }
        var places: [RoutePlace] = []
        for file in files {
            try RoutePoint.forEach(of: file, in: store) { point in
                guard point.time >= Double(begin.seconds), point.time <= Double(end.seconds)
                else { return }
                places.append(RoutePlace(point))
            }
        }
        guard !places.isEmpty else { return }
        // Points of one second stay in the order of their files.
        workout.route = places.enumerated()
            .sorted { ($0.element.point.time, $0.offset) < ($1.element.point.time, $1.offset) }
            .map(\.element)
    }
}
