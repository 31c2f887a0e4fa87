/// A complete answer of the fault server.
public struct CannedAnswer: Sendable {
    public var status: Int
    /// Content-Length is added.
    public var headers: [String]
    public var body: String

    public init(_ status: Int, headers: [String] = [], body: String = "") {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// The whole answer as it goes over the wire.
    var text: String {
        let lines = ["HTTP/1.1 \(status) Fault", "Content-Length: \(body.utf8.count)"] + headers
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }
}
