/// How far a drain is, for a progress bar.
public struct DrainProgress: Sendable {
    public var delivered: Int
    public var inFlight: Int
    /// Bytes that went over the wire, failed attempts included.
    public var bytesSent: Int64
}
