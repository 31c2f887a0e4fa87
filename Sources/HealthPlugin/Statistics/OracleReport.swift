/// Counts comparisons per type and figure and keeps the worst of each; its size does not grow with the archive.
public struct OracleReport: Sendable {
    public struct Row: Sendable {
        public var type: String
        public var figure: OracleComparison.Figure
        public var compared = 0
        /// To 1e-5.
        public var equal = 0
        /// To 0.1 %, the equal ones included.
        public var close = 0
        /// Theirs without a sample of ours.
        public var missing = 0
        /// Those beyond 1e-5, worst first; at most ``OracleReport/worstMax``.
        public var worst: [OracleComparison] = []
    }

    /// The number of differences that are kept of each row.
    public static let worstMax = 5

    private struct Key: Hashable {
        var type: String
        var figure: OracleComparison.Figure
    }

    private var table: [Key: Row] = [:]

    public init() {}

    /// By type, then in the order of ``OracleComparison/Figure``.
    public var rows: [Row] {
        let figures = OracleComparison.Figure.allCases
        return table.values.sorted { left, right in
            (left.type, figures.firstIndex(of: left.figure) ?? 0)
                < (right.type, figures.firstIndex(of: right.figure) ?? 0)
        }
    }

    public mutating func add(_ comparison: OracleComparison) {
        let key = Key(type: comparison.type, figure: comparison.figure)
        var row = table[key] ?? Row(type: key.type, figure: key.figure)
        row.compared += 1
        switch comparison.agreement {
        case .equal:
            row.equal += 1
            row.close += 1
        case .close: row.close += 1
        case .apart: break
        case .missing: row.missing += 1
        }
        if comparison.agreement != .equal {
            let place =
                row.worst.firstIndex { $0.difference < comparison.difference } ?? row.worst.count
            row.worst.insert(comparison, at: place)
            row.worst = Array(row.worst.prefix(OracleReport.worstMax))
        }
        table[key] = row
    }
}
