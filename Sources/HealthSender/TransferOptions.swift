/// The sender's own limits; the same for every lane. The defaults are those of the outbox reference, section 11.
public struct TransferOptions: Sendable {
    /// Longest time for name, TCP and TLS together.
    public var connectTimeout: Duration = .seconds(10)
    /// A transfer fails when no byte of its body could be sent for that long while bytes remain.
    public var stallTimeout: Duration = .seconds(30)
    /// The slowest upload that the total timeout allows for.
    public var bytesPerSecondMin: Int64 = 16 << 10
    /// How long libcurl waits for `100 Continue` before it sends the body all the same.
    ///
    /// libcurl's own default. Long enough to hear a refusal from the other side of the world before a large body
    /// leaves, short against the time which that body takes; and many small servers never answer the question.
    public var continueTimeout: Duration = .seconds(1)
    /// A connection older than that is not used again: servers move, and DNS with them.
    public var connectionLifetime: Duration = .seconds(600)
    /// Bytes of an answer that are kept.
    public var answerBytesKept = 64 << 10
    /// Bytes of an answer that are read at all.
    public var answerBytesMax = 1 << 20
    /// Which addresses may see a secret over plain http.
    public var addressGuard = AddressGuard()

    public init() {}
}
