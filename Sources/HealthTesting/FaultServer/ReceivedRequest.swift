/// What the fault server saw of one request.
public struct ReceivedRequest: Sendable, Equatable {
    /// Connections are counted from 1, in the order of their arrival.
    public var connection: Int
    public var method: String
    /// Path and query as sent; `host:port` for CONNECT.
    public var target: String
    /// In order of arrival, names in lower case.
    public var headers: [Header]
    /// Body bytes that arrived.
    public var bodyLength: Int64
    /// SHA-256 of these bytes, in lower-case hex.
    public var bodyDigest: String
    /// The first 4 KiB of the body.
    public var bodyStart: [UInt8]
    /// The whole body arrived.
    public var isComplete: Bool

    public struct Header: Sendable, Equatable {
        public var name: String
        public var value: String
    }

    /// The value of the first header of that name.
    public subscript(name: String) -> String? {
        headers.first { $0.name == name.lowercased() }?.value
    }

    /// Everything but the body as one text, for searching secrets.
    public var headText: String {
        headers.reduce("\(method) \(target)\n") { $0 + "\($1.name): \($1.value)\n" }
    }
}
