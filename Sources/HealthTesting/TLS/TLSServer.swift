internal import Foundation

/// An HTTPS server on 127.0.0.1 with certificates and faults as wanted, in a child process. Stop it after use.
public final class TLSServer {
    public enum Mode: String, Sendable {
        /// HTTP/1.1, keep-alive, always 200.
        case plain
        /// HTTP/2, always 200.
        case http2 = "h2"
        /// Refuses every HTTP/2 stream, without having processed it.
        case http2Refused = "h2-refused"
        /// Says GOAWAY instead of taking a stream.
        case http2GoAway = "h2-goaway"
        /// Resets the stream once the body begins.
        case http2Reset = "h2-reset"
        /// Answers 413 while the body is on its way, and ends the stream.
        case http2TooLarge = "h2-413"
        /// Takes the first bytes of the handshake, and says nothing.
        case stall
        /// Speaks TLS 1.0 and 1.1 only.
        case outdated = "tls11"
    }

    /// One request that arrived whole.
    public struct Request: Sendable, Equatable {
        public var httpVersion: String
        public var bodyLength: Int64
        /// Common name of the client's certificate; `-` for none.
        public var client: String

        public init(httpVersion: String, bodyLength: Int64, client: String) {
            (self.httpVersion, self.bodyLength, self.client) = (httpVersion, bodyLength, client)
        }
    }

    public struct StartError: Error {}

    public let port: Int
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// - Parameters:
    ///   - certificate: PEM file with certificate and key.
    ///   - clientAuthority: When given, clients must show a certificate signed by it.
    public init(_ mode: Mode, certificate: String, clientAuthority: String? = nil) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", TLSServerScript.text, certificate, clientAuthority ?? "-",
            mode.rawValue,
        ]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        guard let line = TLSServer.line(from: output.fileHandleForReading), let port = Int(line)
        else {
            throw StartError()
        }
        self.port = port
    }

    public func url(_ path: String = "/") -> String { "https://localhost:\(port)\(path)" }

    /// Ends the server.
    ///
    /// - Returns: The requests that it saw.
    @discardableResult
    public func stop() -> [Request] {
        try? input.fileHandleForWriting.close()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 3, let length = Int64(words[1]) else { return nil }
            return Request(
                httpVersion: String(words[0]), bodyLength: length, client: String(words[2]))
        }
    }

    private static func line(from handle: FileHandle) -> String? {
        var bytes = Data()
        while let byte = try? handle.read(upToCount: 1), !byte.isEmpty {
            if byte[byte.startIndex] == UInt8(ascii: "\n") {
                return String(decoding: bytes, as: UTF8.self)
            }
            bytes += byte
        }
        return nil
    }
}
