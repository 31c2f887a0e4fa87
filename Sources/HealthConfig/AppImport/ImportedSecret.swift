/// A secret that the app's configuration had written out, on its way into a file of its own.
public struct ImportedSecret: Hashable, Sendable {
    /// Relative to the folder of the configuration.
    public let path: String
    /// What the file is to hold. Not to be shown.
    public let value: String
}

// The mirror as well: `dump` and failed expectations of tests would otherwise print it.
extension ImportedSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "(secret in \(path))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["path": path]) }
}
