import Foundation
import HealthModel
import HealthOutbox
import HealthTesting
import Testing

@testable import HealthPipeline

/// More than one process on a spool (T10): one sends, the others watch, change and enqueue beside it.
@Suite struct TwoProcessTests {
    /// A drain of this process on a thread of its own.
    private final class Holder {
        let control = DrainControl()
        private let ended = DispatchSemaphore(value: 0)

        init(_ house: Household) throws {
            let drain = try Drain.open(workspace: house.workspace, outbox: house.outbox)
            // Handed over whole: this thread does not touch it again.
            nonisolated(unsafe) let handed = drain
            let thread = Thread { [control, ended] in
                do {
                    _ = try unsafe handed.run(.continuous, control: control)
                } catch {
                    Issue.record("the drain failed: \(error)")
                }
                ended.signal()
            }
            thread.start()
        }

        func stop() {
            control.stop()
            ended.wait()
        }
    }

    @Test func `send and run beside a sender watch it, and end with its success`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        let house = try Household(url: server.url())
        try house.writeExport(steps: 48)
        #expect(try house.hae("import", "export.xml").status == 0)
        let holder = try Holder(house)
        defer { holder.stop() }
        let run = try house.hae("run", "--wait", "60s")
        #expect(run.status == 0, "\(run.everything)")
        try house.enqueue([Array("{}".utf8)])
        let send = try house.hae("send", "--wait", "60s")
        #expect(send.status == 0, "\(send.everything)")
        #expect(try house.outbox.stats().messages == 0)
        #expect(server.requests.count == 2)
    }

    @Test func `a sender that is stopped keeps the right to send; nobody sends in its place`()
        throws
    {
        let server = try FaultServer(
            .answerLate(after: .milliseconds(500), CannedAnswer(200)))
        defer { server.stop() }
        let house = try Household(url: server.url(), "order: none", "concurrency_max: 1")
        let ids = try house.enqueue((0..<4).map { Array("{\"data\":\($0)}".utf8) })
        let sender = try house.start("send", "--wait", "60s")
        while server.connectionCount == 0 { usleep(2000) }
        sender.signal(SIGSTOP)
        let second = try house.hae("send", "--wait", "1s")
        #expect(second.status == 75)
        #expect(
            second.output.contains("Process \(sender.pid) is sending; this command only watched."))
        sender.signal(SIGCONT)
        let result = try sender.wait()
        #expect(result.status == 0, "\(result.everything)")
        server.stop()
        #expect(
            server.requests.compactMap { $0["session-id"] }.sorted() == ids.map(\.wireText).sorted()
        )
    }

    @Test func `who watches takes over when the sender is gone with something left`() throws {
        let server = try FaultServer(
            .decide { _ in CannedAnswer(200) })
        defer { server.stop() }
        let house = try Household(url: server.url())
        try house.enqueue([Array("{}".utf8)])
        let other = try house.workspace.openOutbox(.existing)
        let lock = try other.openSender(SenderOptions(programVersion: "test"))
        let watcher = try house.start("send", "--wait", "60s")
        try lock.close(now: .now())
        try other.close()
        let result = try watcher.wait()
        #expect(result.status == 0, "\(result.everything)")
        #expect(server.requests.count == 1)
    }

    @Test func `changes and enqueues beside a busy sender never meet a locked database`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        let house = try Household(url: server.url(), "order: none")
        let holder = try Holder(house)
        var ids: Set<String> = []
        for round in 0..<6 {
            let programs = try [
                house.start("outbox", "hold", "--all"), house.start("outbox", "release", "--all"),
                house.start("outbox", "retry", "--all"), house.start("outbox", "list"),
            ]
            for part in 0..<10 {
                let text = "{\"data\":\(round * 100 + part)}"
                ids.formUnion(try house.enqueue([Array(text.utf8)]).map(\.wireText))
            }
            for program in programs {
                let result = try program.wait()
                #expect([0, 1, 2].contains(result.status), "\(result.everything)")
                #expect(!result.everything.contains("locked"))
            }
        }
        // By force: one that was held while a later run went out is older than what arrived, and is not let go otherwise.
        var rounds = 0
        while try house.outbox.stats().messages > 0, rounds < 500 {
            let result = try house.hae("outbox", "release", "--all", "--force")
            #expect(result.status <= 2, "\(result.everything)")
            rounds += 1
            usleep(20_000)
        }
        #expect(try house.outbox.stats().messages == 0)
        holder.stop()
        server.stop()
        let arrived = server.requests.compactMap { $0["session-id"] }
        #expect(arrived.count == ids.count)
        #expect(Set(arrived) == ids)
    }
}
