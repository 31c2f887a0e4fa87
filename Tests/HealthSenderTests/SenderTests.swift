import Crypto
import HealthModel
import HealthTesting
import Testing

@testable import HealthSender

@Suite struct SenderTests {
    @Test func `a request arrives byte for byte, with the headers of both sides and no others`()
        throws
    {
        let server = try FaultServer()
        defer { server.stop() }
        var parcel = Parcel(
            server.url("/in?q=1"),
            headers: [HeaderField("X-Note", "grün"), HeaderField("Empty", "")])
        parcel.headers.append(HeaderField("automation-name", ""))
        let verdict = try parcel.delivered()
        #expect(verdict.fate == .ok && verdict.phase == .answered && verdict.status == 200)
        #expect(verdict.bytesSent == 11 && verdict.summary == "200 OK")
        #expect(verdict.responseExcerpt == "OK" && verdict.bytesReceived == 2)
        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.target == "/in?q=1")
        #expect(String(decoding: request.bodyStart, as: UTF8.self) == #"{"data":{}}"#)
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                "host: 127.0.0.1:\(server.port)", "content-type: application/json",
                "session-id: S-1",
                "automation-name: ", "x-note: grün", "content-length: 11",
            ])
    }

    @Test(arguments: [0, 1, 65535, 65536, 65537, 1 << 20, (1 << 20) + 1] as [Int64])
    func `bodies around every threshold arrive whole`(length: Int64) throws {
        let server = try FaultServer()
        defer { server.stop() }
        var parcel = Parcel(server.url())
        parcel.length = length
        let verdict = try parcel.delivered()
        #expect(verdict.fate == .ok && verdict.bytesSent == length)
        let request = try #require(server.requests.first)
        #expect(request.isComplete && request.bodyLength == length)
        #expect(request.bodyDigest == digest(PatternBody(length: length)))
        #expect((request["expect"] != nil) == (length > 1 << 20))
    }

    @Test func `one connection serves many requests`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        let verdicts = try Parcel(server.url()).deliver(times: 20)
        #expect(verdicts.allSatisfy { $0.fate == .ok })
        #expect(server.connectionCount == 1)
        #expect(server.requests.count == 20)
    }

    @Test func `requests in flight together all come back once, with their tags`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        let parcel = Parcel(server.url())
        for tag in 1...Int64(50) {
            let lane = tag.isMultiple(of: 2) ? "even" : "odd"
            try sender.submit(parcel.request(tag: tag), to: parcel.endpoint, lane: lane)
        }
        let completions = collect(50, from: sender)
        #expect(Set(completions.map(\.tag)) == Set(1...50))
        #expect(completions.allSatisfy { $0.verdict.fate == .ok })
        #expect(completions.allSatisfy { ($0.lane == "even") == $0.tag.isMultiple(of: 2) })
        #expect(sender.progress() == SenderProgress(bytesSent: 550, inFlight: [:]))
    }

    @Test func `lanes never share a connection`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        let parcel = Parcel(server.url())
        for (tag, lane) in [(Int64(1), "a"), (2, "b"), (3, "a"), (4, "b")] {
            try sender.submit(parcel.request(tag: tag), to: parcel.endpoint, lane: lane)
            #expect(collect(1, from: sender).map(\.verdict.fate) == [.ok])
        }
        #expect(server.requests.map(\.connection) == [1, 2, 1, 2])
    }

    @Test func `a fresh connection when one is asked for, or the lane is reset`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        let parcel = Parcel(server.url())
        for tag in Int64(1)...3 {
            var request = parcel.request(tag: tag)
            request.freshConnection = tag == 2
            if tag == 3 { sender.reset(lane: "lane") }
            try sender.submit(request, to: parcel.endpoint, lane: "lane")
            #expect(collect(1, from: sender).map(\.verdict.fate) == [.ok])
        }
        #expect(server.requests.map(\.connection) == [1, 2, 3])
    }

    @Test func `a tag in flight cannot be used twice`() throws {
        let server = try FaultServer(.silent)
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        let parcel = Parcel(server.url())
        try sender.submit(parcel.request(tag: 7), to: parcel.endpoint, lane: "lane")
        #expect(throws: SenderError.tagInUse(7)) {
            try sender.submit(parcel.request(tag: 7), to: parcel.endpoint, lane: "other")
        }
    }

    @Test func `waiting for completions ends when woken, and when the time is over`() {
        let sender = Sender()
        sender.wake()
        #expect(sender.nextCompletions(timeout: .seconds(60)).isEmpty)
        #expect(sender.nextCompletions(timeout: .milliseconds(1)).isEmpty)
        sender.shutdown(drainTimeout: .zero)
    }

    @Test(
        arguments: [
            (100, 50, .error, .local), (100, 50, .end, .corrupt), (50, 51, .end, .corrupt),
            (1 << 20, 1 << 19, .error, .local), (1 << 20, 1 << 19, .end, .corrupt),
        ] as [(Int64, Int64, BrokenBody.Fault, Verdict.Fate)])
    func `a body that cannot be read or has another length never arrives whole`(
        length: Int64, good: Int64, fault: BrokenBody.Fault, fate: Verdict.Fate
    ) throws {
        let server = try FaultServer()
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        let body = BrokenBody(length: length, good: good, fault: fault)
        let request = Request(tag: 1, headers: [], body: body)
        try sender.submit(request, to: Endpoint(url: server.url()), lane: "lane")
        #expect(collect(1, from: sender).map(\.verdict.fate) == [fate])
        server.stop()
        #expect(server.requests.allSatisfy { !$0.isComplete })
    }

    @Test func `without a question the body of any size goes at once, with one it waits`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        var parcel = Parcel(server.url())
        parcel.length = 2 << 20
        parcel.endpoint.noExpect = true
        try sender.submit(parcel.request(tag: 1), to: parcel.endpoint, lane: "lane")
        #expect(collect(1, from: sender).map(\.verdict.fate) == [.ok])
        (parcel.length, parcel.endpoint.noExpect) = (nil, false)
        var asking = parcel.request(tag: 2)
        asking.asksBeforeBody = true
        try sender.submit(asking, to: parcel.endpoint, lane: "lane")
        #expect(collect(1, from: sender).map(\.verdict.fate) == [.ok])
        #expect(server.requests.map { $0["expect"] } == [nil, "100-continue"])
    }

    private func digest(_ body: PatternBody) -> String {
        var hasher = SHA256()
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            var span = piece.mutableSpan
            let count = body.read(into: &span)
            if count == 0 { break }
            hasher.update(data: piece[..<count])
        }
        return hasher.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            .joined()
    }
}
