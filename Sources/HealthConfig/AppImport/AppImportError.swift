public import HealthModel

/// A configuration or deep link of the app that cannot be taken over. Shows no value of a header.
public struct AppImportError: StatusError, Hashable {
    /// What is wrong and what to do, in one or more lines.
    public let description: String

    public var exitStatus: ExitStatus { .badData }
}
