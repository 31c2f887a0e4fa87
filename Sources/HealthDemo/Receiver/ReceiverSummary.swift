/// What a receiver has seen since it started.
public struct ReceiverSummary: Sendable, Equatable {
    /// All requests with a body to check, refused ones included.
    public internal(set) var requests = 0
    public internal(set) var accepted = 0
    /// Bytes of accepted bodies as sent.
    public internal(set) var bytes = 0
    /// Records of accepted requests, those of duplicates not counted again.
    public internal(set) var records = 0
    /// Accepted requests whose session id had been accepted before.
    public internal(set) var duplicates = 0
    /// Requests with at least one problem.
    public internal(set) var faulty = 0
    /// The first hundred problems, each with the number of its request.
    public internal(set) var problems: [String] = []
    /// Records by data key.
    public internal(set) var recordsByKey: [String: Int] = [:]
}
