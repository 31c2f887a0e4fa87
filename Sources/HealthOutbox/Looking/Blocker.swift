internal import GRDB

/// The message that another one waits for because of its automation's `order`.
enum Blocker {
    static func of(
        _ row: MessageRow, _ policy: AutomationPolicy, _ db: Database
    ) throws -> MessageRow? {
        switch policy.order {
        case .none:
            return nil
        case .run:
            guard let oldest = try Eligible.waitingRuns(policy, limit: 1, db).first,
                oldest < row.run
            else { return nil }
            return try Eligible.blocking(in: oldest, limit: 1, db).first
        case .strict:
            let first = try Eligible.inOrder(policy, limit: 1, db).first
            return first.flatMap { $0.row == row.row ? nil : $0 }
        case .stream:
            let earlier = try Eligible.inOrder(policy, limit: Eligible.streamWindow, db)
                .prefix { $0.row != row.row }
            return earlier.first { other in
                other.stream == nil || row.stream == nil || other.stream == row.stream
            }
        }
    }
}
