import Foundation
import HealthModel
import HealthOutbox
import HealthTesting
import Synchronization
import Testing

@testable import HealthPipeline

/// How a drain begins, waits, goes on and ends.
@Suite struct DrainLoopTests {
    /// Runs a drain on a thread of its own.
    private final class Running: Sendable {
        let control = DrainControl()
        private let report = Mutex<DrainReport?>(nil)
        private let ended = DispatchSemaphore(value: 0)

        init(_ drain: Drain, _ mode: DrainMode = .continuous) {
            // Handed over whole: no other thread touches it again.
            nonisolated(unsafe) let handed = drain
            Thread { [self] in
                do {
                    let result = try unsafe handed.run(mode, control: control)
                    report.withLock { $0 = result }
                } catch {
                    Issue.record("the drain failed: \(error)")
                }
                ended.signal()
            }.start()
        }

        func stop() -> DrainReport? {
            control.stop()
            ended.wait()
            return report.withLock { $0 }
        }
    }

    private func wait(_ server: FaultServer, for count: Int) {
        while server.requests.count < count { usleep(2000) }
    }

    @Test func `a continuous drain sends what others enqueue, and ends when it is told to`() throws
    {
        let server = try FaultServer()
        defer { server.stop() }
        let bench = try DrainBench(url: server.url())
        let drain = Running(try bench.drain())
        let first = try bench.enqueueOne()
        wait(server, for: 1)
        let second = try bench.enqueueOne()
        drain.control.wake()
        wait(server, for: 2)
        let report = try #require(drain.stop())
        #expect(report.delivered == 2)
        #expect(try bench.state(first) == .delivered && bench.state(second) == .delivered)
        #expect(try bench.outbox.stats().sender == nil)
        #expect(try bench.outbox.stats().lastExit == "clean")
    }

    /// The limit is below what it takes until a lane whose courier was not let go on counts as stuck.
    @Test(.timeLimit(.minutes(4))) func `a new configuration is taken over while it runs`() throws {
        let old = try FaultServer(.status(401))
        let new = try FaultServer()
        defer {
            old.stop()
            new.stop()
        }
        let bench = try DrainBench(url: old.url())
        let id = try bench.enqueueOne()
        let drain = Running(try bench.drain())
        while try bench.lane?.state != .held { usleep(2000) }
        try bench.reconfigure(url: new.url())
        drain.control.reload(bench.workspace)
        wait(new, for: 1)
        _ = drain.stop()
        #expect(try bench.state(id) == .delivered)
        #expect(old.requests.count == 1)
    }

    @Test func `what is in flight when it stops is given time to end`() throws {
        let server = try FaultServer(.answerLate(after: .milliseconds(400), CannedAnswer(200)))
        defer { server.stop() }
        let bench = try DrainBench(url: server.url())
        let id = try bench.enqueueOne()
        let drain = Running(try bench.drain())
        while server.requests.isEmpty { usleep(2000) }
        #expect(drain.stop()?.delivered == 1)
        #expect(try bench.state(id) == .delivered)
    }

    @Test func `a stop before the start ends it at once, with nothing lost`() throws {
        let bench = try DrainBench(url: "http://127.0.0.1:9/")
        let id = try bench.enqueueOne()
        let control = DrainControl()
        control.stop()
        let report = try bench.drain().run(.continuous, control: control)
        #expect(report.attempts == 0)
        #expect(try bench.state(id) == .ready)
    }

    @Test func `after 401 the secret is read again, and the message sent with the new one`() throws
    {
        let folder = try TestFolder()
        let path = folder.path + "/token"
        try folder.write("old", to: "token")
        let server = try FaultServer(
            .decide { request in
                if request["api-key"] == "new" { return CannedAnswer(200) }
                // It changes between the request and its answer.
                try? FileManager.default.removeItem(atPath: path)
                _ = FileManager.default.createFile(
                    atPath: path, contents: Data("new".utf8),
                    attributes: [.posixPermissions: 0o600])
                return CannedAnswer(401)
            })
        defer { server.stop() }
        let bench = try DrainBench(
            url: server.url(), "headers:", "  api-key: ${file:\(path)}")
        let id = try bench.enqueueOne()
        try bench.pass()
        #expect(try bench.state(id) == .delivered)
        #expect(server.requests.map { $0["api-key"] } == ["old", "new"])
    }

    @Test func `a bad credential that stays bad is tried once, and nothing is lost`() throws {
        let server = try FaultServer(.status(401))
        defer { server.stop() }
        let bench = try DrainBench(url: server.url(), "headers: { api-key: wrong }")
        let ids = try bench.enqueue((0..<5).map { [UInt8($0)] })
        let report = try bench.pass()
        #expect(server.requests.count == 1)
        #expect(try bench.lane?.state == .held)
        #expect(try ids.allSatisfy { try bench.state($0) == .ready })
        #expect(report.trouble.values.map { $0.contains("401") } == [true])
    }

    @Test func `the official receiver's 207 is believed for the message's own data`() throws {
        func answer(_ metrics: Bool) -> FaultBehaviour {
            .status(
                207, headers: ["Content-Type: application/json"],
                body: "{\"metrics\":{\"success\":\(metrics)},\"workouts\":{\"success\":true}}")
        }
        let server = try FaultServer(answer(false), answer(true))
        defer { server.stop() }
        let bench = try DrainBench(url: server.url())
        let id = try bench.enqueueOne()
        try bench.pass()
        #expect(try bench.state(id) == .ready)
        #expect(bench.verdicts.map(\.fate) == [.temporary])
        try bench.untilQuiet()
        #expect(try bench.state(id) == .delivered)
        #expect(try bench.outbox.receipt(of: id)?.maybeDuplicate == false)
    }

    @Test func `a redirect is not followed: no secret and no body arrives elsewhere`() throws {
        let other = try FaultServer()
        let server = try FaultServer(
            .status(307, headers: ["Location: \(other.url("/new"))"]))
        defer {
            server.stop()
            other.stop()
        }
        let bench = try DrainBench(url: server.url(), "headers: { api-key: c4nary }")
        let id = try bench.enqueueOne()
        try bench.pass()
        #expect(other.connectionCount == 0)
        #expect(try bench.state(id) == .ready)
        #expect(try bench.lane?.state == .held)
        #expect(try bench.lane?.reason?.contains("c4nary") == false)
    }

    @Test(arguments: [
        ("120", 120.0), ("Tue, 10 Mar 2026 06:50:37 GMT", 60), ("-5", 5), ("315360000", 86_400),
        ("soon", 5), ("5\r\nRetry-After: 900", 5),
    ])
    func `a throttled lane waits at least as long as it was told, and delivers then`(
        value: String, seconds: Double
    ) throws {
        let headers = ["Date: Tue, 10 Mar 2026 06:49:37 GMT", "Retry-After: \(value)"]
        let server = try FaultServer(.status(429, headers: headers), .ok)
        defer { server.stop() }
        let bench = try DrainBench(url: server.url())
        let id = try bench.enqueueOne()
        try bench.pass()
        let resumes = try #require(try bench.lane?.resumesAt)
        // The test's clock has moved a little since.
        #expect(resumes.seconds(since: bench.clock.now) >= seconds - 1)
        #expect(try bench.outbox.detail(of: id)?.summary.attempts == 0)
        // A sender that starts meanwhile has been told as well.
        try bench.pass()
        #expect(server.requests.count == 1)
        bench.clock.advance(to: resumes)
        try bench.untilQuiet()
        #expect(try bench.state(id) == .delivered)
        #expect(server.requests.count == 2)
    }

    @Test func `one poisonous message dies alone, and the others are delivered`() throws {
        let server = try FaultServer(
            .decide { CannedAnswer($0.bodyStart == Array("poison".utf8) ? 500 : 200) })
        defer { server.stop() }
        let bench = try DrainBench(url: server.url(), "order: none")
        let poison = try bench.enqueueOne("poison")
        // Eight refusals, each behind a delivery; backoff grows to hours.
        for round in 0..<20 where try bench.state(poison) != .dead {
            _ = try bench.enqueueOne("\(round)")
            try bench.pass()
            bench.clock.advance(86_400)
        }
        #expect(try bench.state(poison) == .dead)
        #expect(try bench.outbox.detail(of: poison)?.summary.reason?.hasPrefix("poison") == true)
        #expect(try bench.outbox.stats().messages == 1)
    }

    @Test func `500 for everything opens the breaker, and nothing is lost`() throws {
        let server = try FaultServer(
            script: [FaultBehaviour](repeating: .status(500), count: 30) + [.ok])
        defer { server.stop() }
        let bench = try DrainBench(url: server.url(), "order: none")
        let ids = try bench.enqueue((0..<10).map { [UInt8($0)] })
        try bench.pass()
        #expect(try bench.lane?.state == .broken)
        #expect(server.requests.count < 10)
        try bench.untilQuiet(passes: 200)
        #expect(try ids.allSatisfy { try bench.state($0) == .delivered })
    }

    @Test func `404 for everything holds the lane until a person has looked`() throws {
        let server = try FaultServer(.status(404))
        defer { server.stop() }
        let bench = try DrainBench(url: server.url(), "order: none")
        let ids = try bench.enqueue((0..<4).map { [UInt8($0)] })
        try bench.untilQuiet()
        #expect(try bench.lane?.state == .held)
        #expect(try ids.allSatisfy { try bench.state($0) == .ready })
    }
}
