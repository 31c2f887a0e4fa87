/// What one request brought.
public struct ReceivedRequest: Sendable {
    /// From 1, in order of arrival.
    public internal(set) var number = 0
    public internal(set) var status = 200
    public internal(set) var path = ""
    public internal(set) var sessionID: String?
    public internal(set) var automationName: String?
    /// The key in `data`, or the part of a multipart body; the first of several.
    public internal(set) var dataKey: String?
    public internal(set) var batch: String?
    /// Bytes of the body as sent.
    public internal(set) var bytes = 0
    /// Points of metrics, rows of CSV, or records of any other type.
    public internal(set) var records = 0
    /// Metrics in a body of health metrics, else 0.
    public internal(set) var metrics = 0
    /// Whether this session id was accepted before; its records are not counted again.
    public internal(set) var isDuplicate = false
    /// Sentences about what is wrong with the request; they quote no values of the body.
    public internal(set) var problems: [String] = []
    /// Name of the saved body inside the folder.
    public internal(set) var file: String?

    public var isAccepted: Bool { (200..<300).contains(status) }
}
