/// What a row has to reach: a bound on its ratio, or on its figure when it has no baseline.
public enum BenchGoal: Sendable, Equatable {
    case atLeast(Double)
    case atMost(Double)

    public func isMet(by value: Double) -> Bool {
        switch self {
        case .atLeast(let bound): value >= bound
        case .atMost(let bound): value <= bound
        }
    }
}
