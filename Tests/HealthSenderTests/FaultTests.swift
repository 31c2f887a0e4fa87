import HealthModel
import HealthTesting
import Testing

@testable import HealthSender

/// The faults of the reference (T6), each alone, over real sockets: their fates and phases.
@Suite struct FaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let behaviour: FaultBehaviour
        let fates: Set<Verdict.Fate>
        let phases: Set<Verdict.Phase>
        var length: Int64?
        var adjust: @Sendable (inout Parcel) -> Void = { _ in }

        var testDescription: String { name }

        init(
            _ name: String, _ behaviour: FaultBehaviour, _ fates: Set<Verdict.Fate>,
            _ phases: Set<Verdict.Phase>, length: Int64? = nil,
            adjust: @escaping @Sendable (inout Parcel) -> Void = { _ in }
        ) {
            (self.name, self.behaviour, self.fates, self.phases) = (name, behaviour, fates, phases)
            (self.length, self.adjust) = (length, adjust)
        }
    }

    /// Bigger than all socket buffers of a connection.
    static let big: Int64 = 32 << 20

    static let impatient: @Sendable (inout Parcel) -> Void = {
        $0.endpoint.timeout = .milliseconds(200)
    }

    static let broken: [Case] = [
        // Whether the RST overtakes the request is up to the kernel.
        Case(
            "accept, then RST", .reset(.beforeRequest), [.ambiguous, .laneNetwork],
            [.started, .connected, .sent]),
        Case("accept and never answer", .deaf, [.ambiguous], [.sent], adjust: impatient),
        Case("request read, never an answer", .silent, [.ambiguous], [.sent], adjust: impatient),
        Case("RST in the status line", .reset(.inStatusLine), [.ambiguous], [.sent]),
        Case(
            "RST after half the body", .reset(.afterHalfBody), [.ambiguous], [.sending], length: big
        ),
        Case("RST after the whole body", .reset(.afterBody), [.ambiguous], [.sent]),
        Case(
            "200 before the body was read, then RST",
            .answerEarly(CannedAnswer(200), isPolite: false), [.ambiguous], [.answered, .sending],
            length: big),
        Case(
            "body not read", .deaf, [.ambiguous], [.sending], length: big,
            adjust: {
                $0.options.stallTimeout = .milliseconds(300)
                $0.options.continueTimeout = .milliseconds(10)
            }),
        Case(
            "slow answer: the status is not there in time",
            .slowAnswer(CannedAnswer(200), pause: .seconds(5)), [.ambiguous], [.sent],
            adjust: impatient),
        Case("garbage instead of HTTP", .raw("garbage\r\n\r\nmore\r\n"), [.ambiguous], [.sent]),
        Case("closed without an answer", .raw(""), [.ambiguous], [.sent]),
    ]

    static let answered: [Case] = [
        Case(
            "late, but in time", .answerLate(after: .milliseconds(300), CannedAnswer(200)), [.ok],
            [.answered]),
        Case("RST in the headers, behind a status", .reset(.inHeaders), [.ok], [.answered]),
        Case("200, then RST", .reset(.afterAnswer), [.ok], [.answered]),
        Case(
            "413 before the body was read, then close",
            .answerEarly(CannedAnswer(413), isPolite: true), [.tooLarge], [.answered], length: big),
        Case(
            "413 before the body was read, then RST",
            .answerEarly(CannedAnswer(413), isPolite: false), [.tooLarge, .ambiguous],
            [.answered, .sending], length: big),
        Case(
            "413 with Retry-After", .status(413, headers: ["Retry-After: 5"]), [.temporary],
            [.answered]),
        Case(
            "truncated chunked answer",
            .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), [.ok], [.answered]
        ),
        Case(
            "Content-Length longer than the answer",
            .raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"), [.ok], [.answered]),
        Case("endless answer", .endlessBody, [.ok], [.answered]),
        Case("1 MiB of answer headers", .hugeHead(bytes: 1 << 20), [.ok], [.answered]),
        Case("one answer header of 1 MiB", .hugeLine(bytes: 1 << 20), [.ok], [.answered]),
        Case(
            "100 Continue never sent", .ignoresExpect(CannedAnswer(200)), [.ok], [.answered],
            length: 2 << 20, adjust: { $0.options.continueTimeout = .milliseconds(50) }),
        Case("417", .status(417), [.temporary], [.answered]),
        Case(
            "captive portal", .status(200, headers: ["Content-Type: text/html"], body: "<html>"),
            [.portal], [.answered], adjust: { $0.endpoint.expectsJSON = true }),
        Case(
            "HTML from a small handler", .status(200, headers: ["Content-Type: text/html"]), [.ok],
            [.answered]),
        Case("511", .status(511), [.portal], [.answered]),
        Case("421", .status(421), [.temporary], [.answered]),
        Case("404", .status(404), [.laneConfiguration], [.answered]),
        Case("500", .status(500), [.temporary], [.answered]),
    ]

    @Test(arguments: broken + answered)
    func `a fault of the server leads to its fate`(fault: Case) throws {
        let server = try FaultServer(fault.behaviour)
        defer { server.stop() }
        var parcel = Parcel(server.url())
        parcel.length = fault.length
        fault.adjust(&parcel)
        let verdict = try parcel.delivered()
        #expect(fault.fates.contains(verdict.fate), "\(verdict)")
        #expect(fault.phases.contains(verdict.phase), "\(verdict)")
        #expect(verdict.phase == .started || verdict.remoteAddress == "127.0.0.1")
        #expect(verdict.bytesReceived < 1 << 21)
    }

    @Test func `a refused connection is the network's fault, and nothing was sent`() throws {
        let server = try FaultServer()
        let url = server.url()
        server.stop()
        let verdict = try Parcel(url).delivered()
        #expect(verdict.fate == .laneNetwork)
        #expect(verdict.phase == .started)
        #expect(verdict.curlCode == 7)
        #expect(verdict.bytesSent == 0)
        #expect(verdict.summary == "could not connect (curl 7)")
    }

    @Test func `a name that does not exist is the network's fault, and nothing was sent`() throws {
        let verdict = try Parcel("http://hae.invalid/").delivered()
        #expect(verdict.fate == .laneNetwork)
        #expect(verdict.phase == .started)
        #expect(verdict.summary == "could not find the host (curl 6)")
    }

    @Test func `after 401 the same sender delivers with the new secret`() throws {
        let server = try FaultServer(
            .decide { CannedAnswer($0["api-key"] == "new" ? 200 : 401) })
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        let parcel = Parcel(server.url())
        var fates: [Verdict.Fate] = []
        for (tag, key) in [(Int64(1), "old"), (2, "new")] {
            let endpoint = Endpoint(url: server.url(), headers: [HeaderField("api-key", key)])
            try sender.submit(parcel.request(tag: tag), to: endpoint, lane: "lane")
            fates += collect(1, from: sender).map(\.verdict.fate)
        }
        #expect(fates == [.laneAuth, .ok])
    }

    @Test(
        arguments: [
            ("120", 120.0, false), ("0", 0, false), ("-5", nil, false), ("315360000", 86400, true),
            ("99999999999999999999", 86400, true), ("soon", nil, false), ("1.5", nil, false),
            ("Sun, 06 Nov 1994 08:50:37 GMT", 60, false),
            ("Sun, 06 Nov 1994 08:49:00 GMT", 0, false),
            ("Sunday, 06-Nov-94 08:50:37 GMT", 60, false), ("5\r\nRetry-After: 9", 9, false),
        ] as [(String, Double?, Bool)])
    func `Retry-After is read by their clock and clamped`(
        value: String, seconds: Double?, isClamped: Bool
    ) throws {
        let headers = ["Date: Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After: \(value)"]
        let server = try FaultServer(.status(503, headers: headers))
        defer { server.stop() }
        let verdict = try Parcel(server.url()).delivered()
        #expect(verdict.fate == .throttle)
        #expect(verdict.retryAfter == seconds)
        #expect(verdict.retryAfterWasClamped == isClamped)
        #expect(verdict.summary == "503 Service Unavailable")
    }

    @Test func `an idle connection that the server closes costs nothing: libcurl sends again`()
        throws
    {
        let server = try FaultServer(.ok, .reset(.beforeRequest), .ok)
        defer { server.stop() }
        let verdicts = try Parcel(server.url()).deliver(times: 2)
        #expect(verdicts.map(\.fate) == [.ok, .ok])
        #expect(server.connectionCount == 2)
        #expect(server.requests.map { $0["session-id"] } == ["S-1", "S-1"])
    }

    @Test(arguments: [407, 502])
    func `a proxy that refuses to connect answers for itself alone`(status: Int) throws {
        let proxy = try FaultServer(.status(status))
        defer { proxy.stop() }
        var parcel = Parcel("https://localhost:1/", secrets: ["s3cret"])
        parcel.endpoint.proxy = .url(proxy.url())
        let verdict = try parcel.delivered()
        #expect(verdict.fate == (status == 407 ? .laneAuth : .laneNetwork))
        #expect(verdict.connectStatus == status)
        #expect(verdict.status == nil)
        #expect(verdict.bytesSent == 0)
        #expect(proxy.requests.map(\.method) == ["CONNECT"])
    }
}
