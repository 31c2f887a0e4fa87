import HealthModel

/// Writes the rings of a day: what it sums to by the archive's own count.
struct SummaryWriter {
    private let script: ArchiveScript
    private var samples: [SyntheticSample] = []
    private var before: [SyntheticSample] = []

    init(script: ArchiveScript) {
        self.script = script
    }

    mutating func write(_ plan: DayPlan, to xml: inout XMLBytes) {
        let energy = sum(of: .activeEnergy, on: plan)
        let exercise = sum(of: .exerciseTime, on: plan)
        script.fill(&samples, with: .standHours, on: plan)
        let stood = samples.count { $0.word == 0 }
        let unit = Series.activeEnergy.unit(in: script.options) ?? ""
        xml.append(" <ActivitySummary dateComponents=\"\(DateText.day(plan.day))\"")
        xml.append(" activeEnergyBurned=\"")
        xml.decimal(Decimal6(rounding: energy))
        xml.append("\" activeEnergyBurnedGoal=\"\(unit == "kJ" ? 2092 : 500)\"")
        xml.append(" activeEnergyBurnedUnit=\"\(unit)\"")
        xml.append(" appleMoveTime=\"0\" appleMoveTimeGoal=\"0\" appleExerciseTime=\"")
        xml.decimal(Decimal6(rounding: exercise))
        xml.append("\" appleExerciseTimeGoal=\"30\" appleStandHours=\"\(stood)\"")
        xml.append(" appleStandHoursGoal=\"12\"/>\n")
    }

    private mutating func sum(of series: Series, on plan: DayPlan) -> Double {
        // A sample of the evening before may reach into this day.
        script.fill(&before, with: series, on: script.plan(plan.day.advanced(byDays: -1)))
        script.fill(&samples, with: series, on: plan)
        let isFirst = plan.day == script.options.firstDay
        return IntervalStatistics(
            of: isFirst ? samples : before + samples, style: .sum, over: plan.start..<plan.end
        ).sum
    }
}
