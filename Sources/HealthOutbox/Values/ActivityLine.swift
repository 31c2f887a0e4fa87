/// A line of the audit: a change that a person made, or that happened to a lane or by a new configuration.
public struct ActivityLine: Sendable, Equatable {
    public var at: Moment
    /// User and pid, or `sender`.
    public var actor: String
    /// The verb: `hold`, `lane held`, `move` …
    public var action: String
    /// What it was done to: an id, a lane, an automation, `all`.
    public var target: String
    /// Facts by name: `messages`, `reason`, `cause` …
    public var detail: [String: String]
}

/// Which lines of the audit to list.
public struct ActivitySelection: Sendable {
    public var since: Moment?
    public var before: Moment?
    /// A message's id, a lane or an automation, as it stands in the line.
    public var target: String?
    /// From 1 to 10,000.
    public var limit: Int

    public init(
        since: Moment? = nil, before: Moment? = nil, target: String? = nil, limit: Int = 200
    ) {
        (self.since, self.before, self.target, self.limit) = (since, before, target, limit)
    }
}
