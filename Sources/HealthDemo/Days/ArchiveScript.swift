import HealthModel

/// The invented person's life as one export tells it: the samples of any type on any day.
struct ArchiveScript {
    let options: SyntheticOptions
    /// In thousandths, see ``DayPlan/density``.
    var density: Int
    /// Nothing that ends after this instant has reached the phone.
    let cutoff: Int64
    let exportMoment: Instant

    static let densities = 4...9000

    init(options: SyntheticOptions, density: Int) {
        self.options = options
        self.density = density
        let days = Int32(options.dayCount + options.newDays)
        let midnight = options.zone.midnight(
            of: CivilDate(dayNumber: options.firstDay.dayNumber + days)
        )
        cutoff = midnight.seconds + 1200
        exportMoment = midnight.advanced(bySeconds: 1260 + Int64(options.revision) * 18_000)
    }

    /// All days, oldest first.
    var days: [CivilDate] {
        (0..<Int32(options.dayCount + options.newDays)).map {
            options.firstDay.advanced(byDays: Int($0))
        }
    }

    func plan(_ day: CivilDate) -> DayPlan {
        DayPlan(seed: options.seed, day: day, zone: options.zone, density: density)
    }

    /// Replaces `samples` with those of one series and day, in the order in which they are written.
    ///
    /// They start on that day; samples of a night may start on the day before.
    func fill(_ samples: inout [SyntheticSample], with series: Series, on plan: DayPlan) {
        samples.removeAll(keepingCapacity: true)
        var random = plan.random(series.stream)
        series.make(plan, &random, &samples)
        let nextDay = plan.end
        samples.removeAll { $0.end > cutoff || $0.start >= nextDay || $0.end < $0.start }
        switch series.order {
        case .byStart:
            samples.sort { ($0.start, $0.source.rawValue) < ($1.start, $1.source.rawValue) }
        case .byEnd:
            samples.sort { ($0.end, $0.source.rawValue) < ($1.end, $1.source.rawValue) }
        }
        if !options.edits.isEmpty { edit(&samples, of: series, on: plan) }
    }

    private func edit(_ samples: inout [SyntheticSample], of series: Series, on plan: DayPlan) {
        if options.edits.contains(.deletions), samples.count > 2,
            series.type == Series.stepCount.type || series.type == Series.heartRate.type
        {
            let first = samples[0].start
            let last = samples[samples.count - 1].start
            samples.removeAll {
                $0.fingerprint(of: series.stream) % 1009 == 7 && $0.start > first && $0.start < last
            }
        }
        if options.edits.contains(.condensedRuns), series.type == Series.heartRate.type {
            for workout in plan.workouts where workout.isRun && workout.number % 2 == 0 {
                condense(&samples, within: workout)
            }
        }
        if options.edits.contains(.kilojoules), series.isEnergy {
            for index in samples.indices {
                let calories = samples[index].value
                samples[index].value = Decimal6(rounding: calories.double * 4.184)
            }
        }
    }

    private func condense(_ samples: inout [SyntheticSample], within workout: PlannedWorkout) {
        guard let first = samples.firstIndex(where: { workout.contains($0.start) }) else { return }
        let last = samples[first...].firstIndex { !workout.contains($0.start) } ?? samples.count
        var joined: [SyntheticSample] = []
        for group in stride(from: first, to: last, by: 6) {
            let members = samples[group..<min(group + 6, last)]
            guard var sample = members.first, let final = members.last else { continue }
            sample.end = final.end
            let sum = members.reduce(0) { $0 + $1.value.double }
            sample.value = Decimal6(Int((sum / Double(members.count)).rounded()))
            joined.append(sample)
        }
        samples.replaceSubrange(first..<last, with: joined)
    }
}

extension Series {
    var isEnergy: Bool {
        type == Series.activeEnergy.type || type == Series.basalEnergy.type
    }

    /// The unit as the phone shows it in one export.
    func unit(in options: SyntheticOptions) -> String? {
        isEnergy && options.edits.contains(.kilojoules) ? "kJ" : unit
    }
}
