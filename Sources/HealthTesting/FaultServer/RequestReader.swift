internal import Crypto

/// Reads HTTP/1.1 requests with Content-Length off one connection, and keeps what came too early for the next.
struct RequestReader {
    private static let headBytesMax = 1 << 20
    private static let startKept = 4096

    private let socket: StreamSocket
    private let connection: Int
    private var ahead: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    init(_ socket: StreamSocket, connection: Int) {
        (self.socket, self.connection) = (socket, connection)
    }

    /// Reads up to the blank line; the body has not been read yet. `nil` when the connection ended before.
    mutating func head() -> ReceivedRequest? {
        while true {
            if let end = endOfHead() {
                let text = String(decoding: ahead[..<end], as: UTF8.self)
                ahead.removeFirst(end + 4)
                return RequestReader.parse(text, connection: connection)
            }
            guard ahead.count < RequestReader.headBytesMax, fill() else { return nil }
        }
    }

    /// Reads some or all of the body into the request. Returns whether all that was asked for arrived.
    mutating func body(of request: inout ReceivedRequest, upTo limit: Int64 = .max) -> Bool {
        let whole = request["content-length"].flatMap { Int64($0) } ?? 0
        let wanted = min(whole, limit)
        var hasher = SHA256()
        var left = wanted
        while left > 0 {
            if ahead.isEmpty, !fill() { break }
            let piece = ahead.prefix(Int(min(left, Int64(ahead.count))))
            unsafe piece.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
            if request.bodyStart.count < RequestReader.startKept {
                request.bodyStart += piece.prefix(RequestReader.startKept - request.bodyStart.count)
            }
            left -= Int64(piece.count)
            ahead.removeFirst(piece.count)
        }
        request.bodyLength = wanted - left
        request.bodyDigest = hasher.finalize().map { RequestReader.hex($0) }.joined()
        request.isComplete = request.bodyLength == whole
        return left == 0
    }

    private mutating func fill() -> Bool {
        let count = socket.read(into: &buffer)
        ahead += buffer[..<count]
        return count > 0
    }

    private func endOfHead() -> Int? {
        let mark = Array("\r\n\r\n".utf8)
        guard ahead.count >= mark.count else { return nil }
        return (0...ahead.count - mark.count).first {
            ahead[$0..<$0 + mark.count].elementsEqual(mark)
        }
    }

    private static func parse(_ text: String, connection: Int) -> ReceivedRequest {
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ")
        let headers = lines.dropFirst().compactMap { line -> ReceivedRequest.Header? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return ReceivedRequest.Header(name: line[..<colon].lowercased(), value: String(value))
        }
        return ReceivedRequest(
            connection: connection, method: words.first.map(String.init) ?? "",
            target: words.count > 1 ? String(words[1]) : "", headers: headers, bodyLength: 0,
            bodyDigest: "", bodyStart: [], isComplete: false)
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
