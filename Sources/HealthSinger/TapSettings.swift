/// A tap as it is to be run: resolved, so that it holds secrets. Lives as long as the run.
public struct TapSettings: Sendable {
    /// As the user knows it; stands in messages.
    public var id: String
    /// The program's absolute path, from ``TapProgram``.
    public var program: String
    /// Without the program.
    public var arguments: [String]
    /// What `--config` will hold, one JSON object.
    public var config: [UInt8]
    /// What `--state` will hold; `nil`: the tap begins at its own beginning.
    public var state: [UInt8]?
    /// Ids or names of streams; `nil`: all.
    public var streams: [String]?
    /// All that the tap sees of the environment.
    public var environment: [String: String]
    /// Absolute; relative paths in the tap's configuration start here.
    public var workingDirectory: String
    /// For discovery and reading together.
    public var timeLimit: Duration
    public var limits: TapLimits
    /// Texts that must not be shown, whatever prints them.
    public var secrets: [String]

    public init(
        id: String, program: String, arguments: [String] = [], config: [UInt8] = Array("{}".utf8),
        state: [UInt8]? = nil, streams: [String]? = nil, environment: [String: String] = [:],
        workingDirectory: String, timeLimit: Duration, limits: TapLimits = TapLimits(),
        secrets: [String] = []
    ) {
        (self.id, self.program, self.arguments, self.config) = (id, program, arguments, config)
        (self.state, self.streams, self.environment) = (state, streams, environment)
        (self.workingDirectory, self.timeLimit) = (workingDirectory, timeLimit)
        (self.limits, self.secrets) = (limits, secrets)
    }

    /// Names of variables that every tap sees, beside those in `env:`.
    public static let environmentNames = ["PATH", "LANG", "TZ"]
}
