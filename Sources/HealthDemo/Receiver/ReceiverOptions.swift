/// How a receiver listens and answers.
public struct ReceiverOptions: Sendable {
    /// Requests that are refused on purpose before the first is accepted.
    public struct Failures: Sendable, Hashable {
        public var count: Int
        /// A status from 400 to 599.
        public var status: Int
        /// Seconds; sent as `Retry-After` when set.
        public var retryAfter: Int?

        public init(count: Int, status: Int, retryAfter: Int? = nil) {
            self.count = count
            self.status = status
            self.retryAfter = retryAfter
        }
    }

    /// 0 takes any free port; ``Receiver/port()`` tells which.
    public var port = 0
    /// The only path that is accepted; nil: any.
    public var path: String?
    /// Folder in which bodies are saved, made if need be; nil: they are checked and dropped.
    public var folder: String?
    public var failures: Failures?
    /// Larger bodies are refused with 413; nil: no limit. Counted as sent, before decompression.
    public var bodyBytesMax: Int?

    public init() {}
}
