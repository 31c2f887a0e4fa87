/// How far the transfers are, for a progress bar.
public struct SenderProgress: Sendable, Equatable {
    /// Body bytes sent since the sender was made, bytes of failed attempts included.
    public var bytesSent: Int64
    /// Body bytes sent by each request in flight, by tag; those still waiting for a connection have 0.
    public var inFlight: [Int64: Int64]
}
