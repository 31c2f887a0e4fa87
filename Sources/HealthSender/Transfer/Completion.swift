public import HealthModel

/// The end of one attempt.
public struct Completion: Sendable, Equatable {
    /// The tag of the request.
    public var tag: Int64
    public var lane: String
    public var verdict: Verdict
    /// From the moment the lane's thread took it up to its end.
    public var elapsed: Duration
}
