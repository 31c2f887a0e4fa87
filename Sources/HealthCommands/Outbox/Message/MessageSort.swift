import HealthPipeline

/// How a list of messages is ordered; what is equal comes in order of age.
enum MessageSort: String, CaseIterable {
    /// Oldest first: the order of the outbox.
    case age
    /// Largest first.
    case size
    /// Most tries first.
    case `try`
    /// Soonest first, those without a time last.
    case next
    case state, automation, lane

    /// Whether `left` stands before `right`.
    func isBefore(_ left: ListedMessage, _ right: ListedMessage) -> Bool {
        switch self {
        case .age: break
        case .size where left.bytes != right.bytes: return left.bytes > right.bytes
        case .try where left.attempts != right.attempts: return left.attempts > right.attempts
        case .next where left.due != right.due:
            guard let first = left.due else { return false }
            guard let second = right.due else { return true }
            return first < second
        case .state where left.state != right.state:
            return left.state.rawValue < right.state.rawValue
        case .automation where left.automation != right.automation:
            return left.automation < right.automation
        case .lane where left.lane != right.lane: return left.lane < right.lane
        case .size, .try, .next, .state, .automation, .lane: break
        }
        if left.created != right.created { return left.created < right.created }
        if left.seq != right.seq { return left.seq < right.seq }
        return Self.numbers(left.part).lexicographicallyPrecedes(Self.numbers(right.part))
    }

    /// `3.10` stands behind `3.2`.
    private static func numbers(_ part: String) -> [Int] {
        part.split(separator: ".").map { Int($0) ?? 0 }
    }
}
