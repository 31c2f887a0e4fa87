/// A Singer tap that becomes a data type.
public struct TapConfig: Hashable, Sendable {
    public var id: String
    /// The program and its arguments; never empty.
    public var command: [String]
    /// What the tap is given as its configuration; `nil`: none.
    public var config: ConfigTree?
    /// `nil`: all.
    public var streams: [String]?
    public var timeLimit: Duration
    /// Names of the environment variables that it may see.
    public var environmentNames: [String]
    /// Where it stands in the file.
    public var place: Place
}
