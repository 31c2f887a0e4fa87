import Glibc
import HTTPTypes
import HealthModel
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// An HTTP/1.1 server on loopback that takes what automations send, checks it, and keeps nothing but sums
/// (or the bodies, in a folder).
///
/// It answers `Expect: 100-continue`, streams bodies of any size in bounded memory, verifies
/// Content-Digest, Content-Length and the form of the body, counts records, and notices session ids that
/// come again. Accepted requests get 200 and a small JSON answer; GET and HEAD get 200, so that a
/// connection test succeeds. It is for trying things out: whoever can reach the loopback interface can
/// post to it.
public final class Receiver: Service {
    /// A compressed body may not unfold to more.
    private static let plainBytesMax = 8 << 30

    private let options: ReceiverOptions
    private let logger: Logger
    private let bound = BoundPort()
    private let ledger: ReceiverLedger
    private let onRequest: @Sendable (ReceivedRequest) -> Void

    /// - Parameters:
    ///   - logger: Gets what goes wrong with connections.
    ///   - onRequest: Called after each request, in no particular order when several run at once.
    /// - Throws: ``ReceiverError`` if the folder cannot be made.
    public init(
        _ options: ReceiverOptions = ReceiverOptions(), logger: Logger,
        onRequest: @escaping @Sendable (ReceivedRequest) -> Void = { _ in }
    ) throws {
        self.options = options
        self.logger = logger
        self.onRequest = onRequest
        var last = 0
        if let folder = options.folder {
            try BodyFile.makeFolder(folder)
            last = BodyFile.lastNumber(in: folder)
        }
        ledger = ReceiverLedger(failures: options.failures?.count ?? 0, lastNumber: last)
    }

    /// What has been seen so far.
    public var summary: ReceiverSummary { ledger.summary }

    /// Waits until the receiver listens; returns the port.
    ///
    /// - Throws: ``ReceiverError`` if it cannot listen, or has stopped before it did.
    public func port() async throws -> Int {
        try await bound.value()
    }

    /// Serves until the task is cancelled or told to shut down gracefully. May be called once.
    public func run() async throws {
        defer { bound.settle(.failure(ReceiverError.stopped)) }
        let channel = HTTP1Channel(responder: { request, writer, _ in
            try await self.respond(to: request, writer)
        })
        let server = channel.server(
            configuration: ServerConfiguration(
                address: .hostname("127.0.0.1", port: options.port)
            ),
            onServerRunning: { channel in
                self.bound.settle(.success(channel.localAddress?.port ?? self.options.port))
            },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        do {
            try await server.run()
        } catch let error as IOError {
            let failure = ReceiverError.bind(port: options.port, reason: "errno \(error.errnoCode)")
            bound.settle(.failure(failure))
            throw failure
        }
    }

    @concurrent private func respond(to request: Request, _ writer: consuming ResponseWriter)
        async throws
    {
        guard request.method == .post else {
            let isLook = request.method == .get || request.method == .head
            return try await answer(isLook ? 200 : 405, [:], "{}", with: writer)
        }
        let headers = HeaderChecker(request.headers)
        var received = ReceivedRequest()
        received.number = ledger.nextNumber()
        received.path = request.uri.path
        received.sessionID = headers.value("session-id")
        received.automationName = headers.value("automation-name")
        received.batch = headers.value("hae-batch")
        received.status = statusBeforeBody(of: request, headers)
        let willRead = received.status == 200
        if willRead, headers.value("Expect")?.lowercased() == "100-continue" {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        let fingerprint = willRead ? try await read(request, headers, into: &received) : []
        ledger.enter(&received, fingerprint: fingerprint)
        onRequest(received)
        var extra: [String: String] = [:]
        if !received.isAccepted, let seconds = options.failures?.retryAfter {
            extra["Retry-After"] = "\(seconds)"
        }
        try await answer(received.status, extra, body(of: received), with: writer)
    }

    private func statusBeforeBody(of request: Request, _ headers: HeaderChecker) -> Int {
        if let path = options.path, path != request.uri.path { return 404 }
        if ledger.takesFailure() { return options.failures?.status ?? 503 }
        if let limit = options.bodyBytesMax, let length = headers.value("Content-Length"),
            let bytes = Int(length), bytes > limit
        {
            return 413
        }
        return 200
    }

    /// Reads and checks the body; returns its digest.
    private func read(
        _ request: Request, _ headers: HeaderChecker, into received: inout ReceivedRequest
    ) async throws -> [UInt8] {
        let name = fileName(of: received, isCSV: headers.multipartBoundary != nil)
        var reception = Reception(
            request.headers,
            into: try options.folder.map { try BodyFile(folder: $0, name: name) }
        )
        for try await piece in request.body {
            try reception.feed(Array(piece.readableBytesView))
            let isTooLarge = reception.bytes > options.bodyBytesMax ?? .max
            if isTooLarge || reception.plainBytes > Self.plainBytesMax {
                received.status = 413
                return []
            }
        }
        reception.finish(into: &received)
        let fingerprint = reception.fingerprint
        if options.folder != nil {
            try reception.keep(headers: HeaderFile.text(request.head, received: now()))
            received.file = name
        }
        return fingerprint
    }

    private func fileName(of received: ReceivedRequest, isCSV: Bool) -> String {
        let digits = "\(received.number)"
        let number = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        // A header is outside data; only what is a UUID may become part of a path.
        let session = received.sessionID.flatMap { HeaderChecker.isUUID($0) ? $0 : nil }
        return "\(number)-\(session ?? "no-session").\(isCSV ? "csv" : "json")"
    }

    private func now() -> Int64 {
        Int64(time(nil))
    }

    private func body(of received: ReceivedRequest) -> String {
        let session = received.sessionID.map { HeaderFile.quoted($0) } ?? "null"
        return "{\"accepted\":\(received.isAccepted),\"session\":\(session),"
            + "\"records\":\(received.records),\"duplicate\":\(received.isDuplicate)}"
    }

    @concurrent private func answer(
        _ status: Int, _ extra: [String: String], _ body: String,
        with writer: consuming ResponseWriter
    ) async throws {
        var fields = HTTPFields()
        fields[.contentType] = "application/json"
        fields[.contentLength] = "\(body.utf8.count)"
        for (name, value) in extra {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let head = HTTPResponse(status: HTTPResponse.Status(code: status), headerFields: fields)
        try await writer.write(
            response: head, body: ResponseBody(byteBuffer: ByteBuffer(string: body))
        )
    }
}
