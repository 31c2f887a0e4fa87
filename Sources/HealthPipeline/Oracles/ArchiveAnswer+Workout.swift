import HealthPlugin

extension ArchiveAnswer {
    /// The WorkoutStatistics of a workout and of its activities, in the order of the archive.
    ///
    /// - Parameter unread: Counts statistics without a type, an interval or any number.
    static func all(
        ofWorkout node: ArchiveNode, source: String, unread: inout Int
    ) -> [ArchiveAnswer] {
        let holders = [node] + node.children(named: "WorkoutActivity")
        var answers: [ArchiveAnswer] = []
        for statistics in holders.flatMap({ $0.children(named: "WorkoutStatistics") }) {
            if let answer = ArchiveAnswer(statistics, source: source) {
                answers.append(answer)
            } else {
                unread += 1
            }
        }
        return answers
    }

    private init?(_ statistics: ArchiveNode, source: String) {
        guard let type = statistics["type"], let start = Self.instant(statistics["startDate"]),
            let end = Self.instant(statistics["endDate"]), start < end
        else { return nil }
        var figures: [OracleComparison.Figure: Double] = [:]
        for figure in OracleComparison.Figure.allCases {
            figures[figure] = Self.number(statistics[figure.rawValue])
        }
        guard !figures.isEmpty else { return nil }
        self.init(
            type: type, interval: start..<end, unit: statistics["unit"] ?? "", figures: figures,
            ownSource: source)
    }

    private static func instant(_ text: String?) -> Instant? {
        text.flatMap { WireDate.parse(Array($0.utf8), zone: .utc) }
    }

    static func number(_ text: String?) -> Double? {
        text.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
    }
}
