public import HealthModel

/// What the archive's numbers add up to, per type and local day, by the archive's own count.
///
/// Computed while the archive is written, from the printed values, by ``IntervalStatistics``' slow rules
/// and not through the program: the merge of sources that overlap, cumulative samples divided by time at
/// midnight, plain means, and means by time for heart rate. Types without such rules (categories,
/// pressures, what belongs to nights) are absent, and so are malformed extras. Units are the archive's.
public struct AnswerSheet: Sendable, Equatable {
    /// One type on one day.
    public struct Row: Sendable, Equatable {
        public let type: String
        public let day: CivilDate
        public let unit: String
        /// Different samples that start on the day.
        public let count: Int
        /// Of cumulative types only.
        public let sum: Double?
        /// Of discrete types only; nil for levels of sound.
        public let average: Double?
        public let minimum: Double?
        public let maximum: Double?
    }

    /// Sorted as the types stand in the archive, then by day; days without samples are absent.
    public internal(set) var rows: [Row] = []
    /// The zone in which days were cut.
    public let zoneName: String

    init(zoneName: String) {
        self.zoneName = zoneName
    }

    /// One JSON object a line: type, day, unit, count, and those of sum, avg, min, max that exist.
    public func lines() -> String {
        rows.map { row in
            let unit = row.unit
            var text = "{\"type\":\"\(row.type)\",\"day\":\"\(DateText.day(row.day))\","
            text += "\"unit\":\"\(unit)\",\"count\":\(row.count)"
            let figures = [
                ("sum", row.sum), ("avg", row.average), ("min", row.minimum), ("max", row.maximum),
            ]
            for (name, figure) in figures {
                if let figure { text += ",\"\(name)\":\(figure)" }
            }
            return text + "}\n"
        }.joined()
    }
}
