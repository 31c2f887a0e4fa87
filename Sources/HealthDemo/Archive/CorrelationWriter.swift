import HealthModel

/// Writes what belongs together: both pressures of one measurement, and the parts of a meal.
struct CorrelationWriter {
    private let script: ArchiveScript
    private var writers: [RecordWriter]
    private var members: [[SyntheticSample]]
    private var scratch: [SyntheticSample] = []

    private static let pressures: [Series] = [.systolic, .diastolic]
    private static let nutrients = Series.food.filter {
        $0.type.hasSuffix("DietaryEnergyConsumed") || $0.type.hasSuffix("DietaryProtein")
    }

    init(script: ArchiveScript) {
        self.script = script
        let series = Self.pressures + Self.nutrients
        writers = series.map { RecordWriter($0, script: script, indent: "  ") }
        members = series.map { _ in [] }
    }

    /// Writes a day's correlations; returns how many, and the records in them.
    mutating func write(
        _ plan: DayPlan, to xml: inout XMLBytes, pointers: inout PointerSource
    ) -> (correlations: Int, records: Int) {
        for (index, series) in (Self.pressures + Self.nutrients).enumerated() {
            script.fill(&scratch, with: series, on: plan)
            members[index] = scratch
            writers[index].begin(plan.day)
        }
        let pressures = write(
            "BloodPressure", 0..<2, .cuff, plan, to: &xml, pointers: &pointers
        )
        let meals = write(
            "Food", 2..<writers.count, .food, plan, to: &xml, pointers: &pointers
        )
        return (pressures.0 + meals.0, pressures.1 + meals.1)
    }

    private mutating func write(
        _ name: String, _ range: Range<Int>, _ source: SyntheticSource, _ plan: DayPlan,
        to xml: inout XMLBytes, pointers: inout PointerSource
    ) -> (Int, Int) {
        let times = Set(members[range].flatMap { $0.map(\.start) }).sorted()
        var records = 0
        let card = SourceCard(source, on: plan.day, options: script.options)
        for time in times {
            xml.append(" <Correlation")
            xml.attribute("type", "HKCorrelationTypeIdentifier" + name)
            xml.attribute("sourceName", card.name)
            if let version = card.version { xml.attribute("sourceVersion", version) }
            xml.append(" creationDate=\"")
            xml.date(min(time + 4, script.exportMoment.seconds))
            xml.append("\" startDate=\"")
            xml.date(time)
            xml.append("\" endDate=\"")
            xml.date(time)
            xml.append("\">\n")
            if name == "Food" {
                WorkoutWriter.entry("HKFoodType", "Example meal", "  ", to: &xml)
            }
            for index in range {
                for sample in members[index] where sample.start == time {
                    writers[index].write(sample, to: &xml, pointers: &pointers)
                    records += 1
                }
            }
            xml.append(" </Correlation>\n")
        }
        return (times.count, records)
    }
}
