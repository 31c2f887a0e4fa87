import Foundation
import HealthModel
import Testing

@testable import HealthOutbox

/// T10: a sender, somebody who changes the same messages, and an enqueuer, each a process of its own.
@Suite(.enabled(if: Probe.path != nil, "OutboxProbe is not built"))
struct TwoProcessTests {
    private func command(_ spool: TestSpool, _ run: String, _ work: String...) -> [String] {
        [Probe.path ?? "", spool.path, DerivedID.identifier(of: [run]).text] + work
    }

    @Test func `enqueuing, sending and changing at once loses nothing and never says locked`()
        throws
    {
        let count = ProcessInfo.processInfo.environment["HAE_LONG"] == "1" ? 3000 : 150
        let spool = try TestSpool()
        let enqueuers = try ["one", "two"].map { run in
            try Probe.Running(command(spool, run, "enqueue", "\(count)"))
        }
        let changer = try Probe.Running(command(spool, "", "change", "\(count / 5)"))
        let sender = try Probe.Running(command(spool, "", "send", "\(2 * count)"))
        var enqueued: [Identifier] = []
        for enqueuer in enqueuers {
            let result = try enqueuer.result()
            #expect(result.lines.last == "done")
            enqueued += result.ids("enqueued")
        }
        #expect(try changer.result().lines.last == "done")
        let sent = try sender.result()
        #expect(sent.lines.last == "done", "\(sent.lines.suffix(2))")
        #expect(enqueued.count == 2 * count)
        #expect(sent.ids("settled").count == 2 * count, "each once, for nobody died")
        #expect(Set(sent.ids("settled")) == Set(enqueued))
        for id in enqueued { #expect(try spool.outbox.receipt(of: id)?.outcome == .delivered) }
        #expect(try spool.outbox.verify(VerifyOptions(deep: true)).problems == [])
        #expect(try spool.outbox.stats().bytes == 0)
    }

    @Test func `a second sender ends with 75 and names the first`() throws {
        let spool = try TestSpool()
        let sender = try spool.sender()
        let second = try Probe.launch(command(spool, "", "send", "1"))
        #expect(second.status == 75)
        #expect(second.lines.last?.contains("process \(getpid())") == true)
        try sender.close(now: spool.clock.now)
    }

    @Test func `the right to send is given back although a child shares the open file`() throws {
        let spool = try TestSpool()
        let sender = try spool.sender()
        // As a process that is just being started has it until it comes to its exec.
        let path = spool.path + "/sender.lock"
        let shared = try #require(
            (0..<1024).first { number in
                let target = try? FileManager.default.destinationOfSymbolicLink(
                    atPath: "/proc/self/fd/\(number)")
                return target == path
            }.map { dup(Int32($0)) })
        defer { close(shared) }
        try sender.close(now: spool.clock.now)
        try spool.sender().close(now: spool.clock.now)
    }

    @Test func `a sender that is stopped keeps its right, and goes on with it`() throws {
        let spool = try TestSpool()
        #expect(try Probe.launch(command(spool, "one", "enqueue", "1")).status == 0)
        let running = try Probe.Running(command(spool, "", "send", "2"))
        running.waitForWord()
        kill(running.process.processIdentifier, SIGSTOP)
        let error = #expect(throws: OutboxError.self) { try spool.sender() }
        #expect(error?.isBusy == true)
        // Looking goes on beside it; a write may have to wait, for it can have been stopped in the middle of one.
        #expect(try spool.outbox.stats().sender?.pid == running.process.processIdentifier)
        kill(running.process.processIdentifier, SIGCONT)
        let ids = try Probe.launch(command(spool, "two", "enqueue", "1")).ids("enqueued")
        #expect(ids.count == 1)
        #expect(try running.result().lines == ["settled \(ids[0])", "done"])
    }
}
