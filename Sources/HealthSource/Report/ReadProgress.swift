/// How far the reading has come.
public struct ReadProgress: Sendable, Equatable {
    /// Bytes read from disk or standard input, of an archive compressed ones.
    public var bytesRead: Int64
    /// What ``bytesRead`` will be about in the end; `nil` on standard input.
    public var bytesTotal: Int64?
    /// Record elements met so far.
    public var records: Int
}
