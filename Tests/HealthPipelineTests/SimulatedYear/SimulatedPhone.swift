import HealthModel
import HealthTesting

/// A phone that makes samples, gets some late, loses some, and exports; it knows what is true.
struct SimulatedPhone {
    struct Sample: Hashable {
        var type: String
        var start: Instant
        var value: Int
    }

    static let types = ["StepCount", "FlightsClimbed", "ActiveEnergyBurned"]

    private let zone: ZoneTable
    private(set) var samples: Set<Sample> = []
    private var exports = 0

    init(zone: ZoneTable) {
        self.zone = zone
    }

    /// What a receiver has to hold in the end, by local day.
    func sums(of type: String) -> [String: Int] {
        var dates = DateWriter(zone: zone)
        var sums: [String: Int] = [:]
        for sample in samples where sample.type == type {
            sums[dates.text(sample.start, as: .day), default: 0] += sample.value
        }
        return sums
    }

    /// Makes the samples of a day: three of each type.
    mutating func live(on day: CivilDate, _ random: inout SeededGenerator) {
        for type in Self.types {
            for hour in [0, 11, 23] { add(type, on: day, hour: hour, &random) }
        }
    }

    /// A sample that came from another device long after its day.
    mutating func addLate(on day: CivilDate, _ random: inout SeededGenerator) -> Sample {
        add(Self.types.randomElement(using: &random) ?? "", on: day, hour: 15, &random)
    }

    @discardableResult
    private mutating func add(
        _ type: String, on day: CivilDate, hour: Int, _ random: inout SeededGenerator
    ) -> Sample {
        let second = hour * 3600 + Int.random(in: 0..<3000, using: &random)
        let sample = Sample(
            type: type, start: zone.instant(day, secondsOfDay: second),
            value: Int.random(in: 1...900, using: &random))
        samples.insert(sample)
        return sample
    }

    /// Deletes one of the samples of a day at noon.
    mutating func delete(on day: CivilDate) {
        let noon = zone.instant(day, secondsOfDay: 11 * 3600)
        let victim = samples.filter {
            $0.type == "StepCount" && (0..<3600).contains($0.start.seconds(since: noon))
        }.min { $0.start < $1.start }
        if let victim { samples.remove(victim) }
    }

    /// An export.xml with everything from a day on.
    mutating func export(since day: CivilDate, at now: Instant) -> String {
        let start = zone.start(of: day)
        return export(samples.filter { $0.start >= start }, at: now)
    }

    /// An export.xml with these samples alone.
    mutating func export(_ chosen: some Sequence<Sample>, at now: Instant) -> String {
        exports += 1
        var dates = DateWriter(zone: .utc)
        let records = chosen.sorted { ($0.start, $0.type) < ($1.start, $1.type) }.map { sample in
            let start = dates.text(sample.start, as: .wire)
            let end = dates.text(sample.start.advanced(bySeconds: 60), as: .wire)
            let unit = sample.type == "ActiveEnergyBurned" ? "kcal" : "count"
            return "<Record type=\"HKQuantityTypeIdentifier\(sample.type)\" sourceName=\"Phone\" "
                + "unit=\"\(unit)\" startDate=\"\(start)\" endDate=\"\(end)\" value=\"\(sample.value)\"/>"
        }
        let date = dates.text(now.advanced(bySeconds: Int64(exports)), as: .wire)
        return "<HealthData locale=\"en_GB\"><ExportDate value=\"\(date)\"/>"
            + records.joined(separator: "\n") + "</HealthData>"
    }
}
