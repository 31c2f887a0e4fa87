/// What can be told of a tap's run when it is over.
public struct TapOutcome: Sendable, Equatable {
    /// `nil`: it ended well.
    public var fault: TapFault?
    /// The last lines of its standard error, oldest first; bounded, secrets masked.
    public var lastLines: [String] = []
    /// How many lines it printed there altogether.
    public var errorLines = 0
    /// Phrase and count by code.
    public var warnings: [String: Warning] = [:]

    public struct Warning: Sendable, Equatable {
        public var phrase: String
        public var count: Int
    }

    public init(fault: TapFault? = nil) {
        self.fault = fault
    }

    mutating func warn(_ code: String, _ phrase: String, count: Int = 1) {
        guard count > 0 else { return }
        warnings[code, default: Warning(phrase: phrase, count: 0)].count += count
    }
}
