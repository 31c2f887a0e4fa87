/// A rule that a plugin breaks, and how.
public struct ContractFinding: Sendable, Equatable, CustomStringConvertible {
    public var rule: ContractRule
    /// The case, or the settings, under which it showed: `reference`, `JSON with summarize: false`.
    public var place: String
    /// What is wrong, as a sentence without a full stop.
    public var problem: String

    public var description: String { "\(rule.rawValue): \(place): \(problem)" }
}
