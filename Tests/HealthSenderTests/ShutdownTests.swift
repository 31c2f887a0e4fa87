import HealthModel
import HealthTesting
import Testing

@testable import HealthSender

@Suite struct ShutdownTests {
    /// Bigger than all socket buffers of a connection, so that it stays in flight with a deaf server.
    static let big: Int64 = 64 << 20

    @Test func `what is in flight at shutdown is aborted, and tells whether body bytes had left`()
        throws
    {
        let deaf = try FaultServer(.deaf)
        defer { deaf.stop() }
        var options = TransferOptions()
        options.continueTimeout = .milliseconds(10)
        let sender = Sender(options: options)
        var big = Parcel(deaf.url())
        big.length = ShutdownTests.big
        try sender.submit(big.request(tag: 1), to: big.endpoint, lane: "big")
        // Not before the kernel has taken some of it.
        while sender.progress().inFlight[1, default: 0] == 0 {
            _ = sender.nextCompletions(timeout: .milliseconds(10))
        }
        sender.shutdown(drainTimeout: .milliseconds(1))
        let verdict = try #require(sender.nextCompletions(timeout: .zero).first?.verdict)
        #expect(verdict.fate == .aborted && verdict.phase == .sending)
        #expect(verdict.bytesSent > 0 && verdict.bytesSent < ShutdownTests.big)
        #expect(verdict.summary == "stopped by hae")
    }

    @Test func `shutdown lets requests end that end in time`() throws {
        let server = try FaultServer(.answerLate(after: .milliseconds(200), CannedAnswer(200)))
        defer { server.stop() }
        let sender = Sender()
        let parcel = Parcel(server.url())
        try sender.submit(parcel.request(tag: 1), to: parcel.endpoint, lane: "lane")
        sender.shutdown(drainTimeout: .seconds(60))
        #expect(sender.nextCompletions(timeout: .zero).map(\.verdict.fate) == [.ok])
    }

    @Test func `after shutdown nothing is taken any more`() throws {
        let sender = Sender()
        sender.shutdown(drainTimeout: .zero)
        let parcel = Parcel("http://127.0.0.1:1/")
        #expect(throws: SenderError.closed) {
            try sender.submit(parcel.request(tag: 1), to: parcel.endpoint, lane: "lane")
        }
        #expect(sender.nextCompletions(timeout: .zero).isEmpty)
    }

    @Test func `one transfer is aborted, the others go on`() throws {
        let silent = try FaultServer(.silent)
        let server = try FaultServer()
        defer {
            silent.stop()
            server.stop()
        }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        let stuck = Parcel(silent.url())
        try sender.submit(stuck.request(tag: 1), to: stuck.endpoint, lane: "lane")
        while silent.requests.isEmpty { _ = sender.nextCompletions(timeout: .milliseconds(10)) }
        sender.abort(tag: 1)
        sender.abort(tag: 99)
        let aborted = try #require(collect(1, from: sender).first)
        #expect(aborted.tag == 1)
        #expect(aborted.verdict.fate == .aborted && aborted.verdict.phase == .sent)
        #expect(aborted.verdict.bytesSent == 11)
        let good = Parcel(server.url())
        try sender.submit(good.request(tag: 1), to: good.endpoint, lane: "lane")
        #expect(collect(1, from: sender).map(\.verdict.fate) == [.ok])
    }

    @Test func `a lane that is reset aborts what it has, and takes new requests`() throws {
        let server = try FaultServer(.silent, .ok)
        defer { server.stop() }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        let parcel = Parcel(server.url())
        try sender.submit(parcel.request(tag: 1), to: parcel.endpoint, lane: "lane")
        while server.requests.isEmpty { _ = sender.nextCompletions(timeout: .milliseconds(10)) }
        sender.reset(lane: "lane")
        try sender.submit(parcel.request(tag: 2), to: parcel.endpoint, lane: "lane")
        let ends = collect(2, from: sender)
        #expect(ends.first { $0.tag == 1 }?.verdict.fate == .aborted)
        #expect(ends.first { $0.tag == 2 }?.verdict.fate == .ok)
    }
}
