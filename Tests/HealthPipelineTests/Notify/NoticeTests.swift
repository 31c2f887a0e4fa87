import Foundation
import HealthConfig
import HealthEncoding
import HealthMetrics
import HealthOutbox
import HealthPlugin
import HealthTesting
import Logging
import Testing

@testable import HealthPipeline

/// Notices: their shapes, their ways, and how often they may come.
struct NoticeTests {
    private let notice = Notice(
        .trouble, at: Moment(milliseconds: 1_773_123_300_000), automation: "Küche",
        title: "Küche: trouble", text: "its lane is held: 401 <Unauthorized> & more.",
        command: "hae outbox release", isCritical: true, counts: ["waiting": 12])

    @Test func `the document for programs`() {
        #expect(
            String(decoding: notice.json, as: UTF8.self)
                == """
                {"schema":"hae.notification/1","event":"trouble","at":"2026-03-10T06:15:00Z",\
                "automation":"Küche","title":"Küche: trouble",\
                "text":"its lane is held: 401 <Unauthorized> & more.","command":"hae outbox release",\
                "critical":true,"waiting":12}

                """)
    }

    @Test func `ntfy gets text, with title, priority and tag in ASCII headers`() {
        let shape = NoticeShape(notice, style: .ntfy)
        #expect(
            String(decoding: shape.body, as: UTF8.self)
                == "its lane is held: 401 <Unauthorized> & more.\nhae outbox release")
        let headers = Dictionary(uniqueKeysWithValues: shape.headers.map { ($0.name, $0.value) })
        #expect(headers["Title"] == "=?UTF-8?B?S8O8Y2hlOiB0cm91Ymxl?=")
        #expect(headers["Priority"] == "high")
        #expect(headers["Tags"] == "warning")
    }

    @Test func `Slack gets its own JSON with its three characters escaped`() throws {
        let shape = NoticeShape(notice, style: .slack)
        let text = try JSONParser.parse(shape.body)["text"]?.string
        #expect(
            text == "*Küche: trouble*\nits lane is held: 401 &lt;Unauthorized&gt; &amp; more.\n"
                + "hae outbox release")
    }

    @Test
    func `the same trouble is told once an hour, also after a restart and with a wrong clock`()
        throws
    {
        var ledger = NoticeLedger()
        let start = notice.at
        func tell(_ trouble: String, after seconds: Double) -> Bool {
            ledger.tell(trouble, now: start.advanced(bySeconds: seconds))
        }
        #expect(tell("a", after: 0))
        #expect(!tell("a", after: 3599))
        #expect(tell("b", after: 10))
        ledger = try #require(NoticeLedger(json: ledger.json))
        #expect(!tell("a", after: 3599))
        #expect(tell("a", after: 3600))
        // A clock that goes a year ahead and comes back silences nothing.
        #expect(tell("a", after: 365 * 86_400))
        #expect(tell("a", after: 7300))
        #expect(ledger.told.keys.sorted() == ["a"])
        #expect(NoticeLedger(json: Array("rubbish".utf8)) == nil)
    }

    @Test func `a command gets the document on standard input`() throws {
        let folder = try TestFolder()
        let end = CommandRun(
            arguments: ["sh", "-c", "cat > \"$1\"", "-", folder.path("got")], input: notice.json,
            environment: ProcessInfo.processInfo.environment, secondsMax: 30
        ).run()
        #expect(end == .exited(0))
        #expect(try Array(folder.text("got").utf8) == notice.json)
    }

    @Test func `a command sees only the names of the environment that it may`() throws {
        let folder = try TestFolder()
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let end = CommandRun(
            arguments: ["sh", "-c", "env > \"$1\"", "-", folder.path("got")], input: [],
            environment: ["PATH": path, "API_TOKEN": "canary", "LANG": "C"], secondsMax: 30
        ).run()
        #expect(end == .exited(0))
        let names = try folder.text("got")
        #expect(names.contains("LANG=C"))
        #expect(!names.contains("canary"))
    }

    @Test func `a command whose time is over is killed with all that it has started`() throws {
        let folder = try TestFolder()
        @Sendable func pids() -> [Int32] {
            ((try? folder.text("pids")) ?? "").split(separator: "\n").compactMap { Int32($0) }
        }
        let script = "trap '' TERM; sleep 600 & echo $! > \"$1\"; echo $$ >> \"$1\"; wait; wait"
        let end = CommandRun(
            arguments: ["sh", "-c", script, "-", folder.path("pids")], input: [],
            environment: ProcessInfo.processInfo.environment, secondsMax: 600,
            isStopped: { pids().count == 2 }
        ).run()
        #expect(end == .timedOut)
        let found = pids()
        #expect(found.count == 2)
        // The shell is reaped; its child may still be a zombie of whoever inherits it, but does not run.
        #expect(kill(try #require(found.last), 0) == -1)
        func runs(_ pid: Int32) -> Bool {
            let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
            return state.map { !$0.contains(") Z") && !$0.contains(") X") } ?? false
        }
        // A signal takes its time on a busy machine.
        for _ in 0..<30_000 where runs(found[0]) { usleep(2000) }
        #expect(!runs(found[0]))
    }

    @Test func `a command that fails or is not there says so`() {
        func end(_ arguments: String...) -> CommandRun.End {
            CommandRun(
                arguments: arguments, input: [],
                environment: ProcessInfo.processInfo.environment, secondsMax: 30
            ).run()
        }
        #expect(end("sh", "-c", "exit 3") == .exited(3))
        #expect(end("sh", "-c", "kill -9 $$") == .signalled(9))
        guard case .notStarted = end("/not/there") else {
            Issue.record("it started")
            return
        }
    }

    @Test func `a webhook is posted to, with the secret in its place and nowhere else`() throws {
        let server = try FaultServer(.ok)
        defer { server.stop() }
        let folder = try TestFolder()
        try folder.write(
            """
            spool: spool
            notifications:
              webhook: { url: "\(server.url("/topic?auth="))${env:NTFY_TOKEN}", style: json }
            """, to: "hae.yaml")
        let workspace = try Workspace(
            configuration: folder.path("hae.yaml"), spool: nil,
            registry: ProviderRegistry([HealthMetricsProvider()]),
            environment: ["NTFY_TOKEN": "s3cret"], workingDirectory: folder.path)
        NoticeSender(workspace: workspace, logger: Logger(label: "test")).send(notice)
        let request = try #require(server.requests.first)
        #expect(request.target == "/topic?auth=s3cret")
        #expect(request.bodyStart == notice.json)
    }
}
