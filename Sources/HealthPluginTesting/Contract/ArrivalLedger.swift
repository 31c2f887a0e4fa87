import HealthPlugin

/// What a receiver holds: for each stream and local day the records that were rendered last.
struct ArrivalLedger {
    struct Day: Hashable, Comparable, CustomStringConvertible {
        var stream: String
        var date: CivilDate

        var description: String {
            let (year, month, day) = date.components
            return "\(stream) on \(year)-\(month)-\(day)"
        }

        static func < (left: Self, right: Self) -> Bool {
            (left.stream, left.date) < (right.stream, right.date)
        }
    }

    private let zone: ZoneTable
    private let canLeave: Bool
    private var days: [Day: [[UInt8]]] = [:]
    /// Up to which import each stream is known.
    private(set) var generations: [String: Int64] = [:]

    /// - Parameter canLeave: Whether a day may lose all of its records, of which nothing tells a receiver.
    init(zone: ZoneTable, canLeave: Bool) {
        (self.zone, self.canLeave) = (zone, canLeave)
    }

    /// Takes the whole days that a since-step renders.
    ///
    /// - Returns: What is wrong with them.
    mutating func take(_ export: ContractExport, generation: Int64) -> [String] {
        let rendered = sorted(export)
        var problems: Set<String> = []
        for (day, records) in rendered {
            let old = Set(days[day] ?? [])
            if records.contains(where: { !$0.touched && !old.contains($0.bytes) }) {
                problems.insert("a record is new and is not marked touched, so it is never sent")
            }
            days[day] = records.map(\.bytes)
        }
        for stream in export.streams { generations[stream.id] = generation }
        return problems.sorted()
    }

    /// How an export of everything differs from what has come; `nil` when it does not.
    func difference(from export: ContractExport) -> String? {
        let all = sorted(export).mapValues { $0.map(\.bytes) }
        for (day, records) in all.sorted(by: { $0.key < $1.key }) where days[day] != records {
            guard let known = days[day] else {
                return "\(day) is in the whole and came with no import"
            }
            if known.count < records.count {
                return "\(day): since-steps left out some of its records"
            }
            return "\(day): what since-steps sent is not what the whole has"
        }
        guard !canLeave else { return nil }
        let surplus = days.keys.filter { all[$0] == nil }.min()
        return surplus.map { "\($0) came, and is not in the whole" }
    }

    private func sorted(_ export: ContractExport) -> [Day: [ContractExport.Record]] {
        Dictionary(
            grouping: export.records.filter { export.streams.indices.contains($0.stream) }
        ) {
            Day(stream: export.streams[$0.stream].id, date: zone.date(of: $0.date))
        }
    }
}
