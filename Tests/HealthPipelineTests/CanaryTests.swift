import Foundation
import HealthModel
import HealthOutbox
import HealthTesting
import Testing

@testable import HealthPipeline

/// The canary of the outbox reference (T11): every kind of secret is a known text, every command runs, everything
/// fails in every way, and the text is nowhere that it should not be.
@Suite struct CanaryTests {
    private static let canaries = [
        "file": "c4nary-of-the-file", "env": "c4nary-of-the-environment",
        "cred": "c4nary-of-the-credential", "url": "c4nary-of-the-path",
        "literal": "c4nary-written-out", "key": "c4nary-of-a-key-header",
        "proxy": "c4nary-of-the-proxy", "tap": "c4nary-of-the-tap",
        "notice": "c4nary-of-the-notice",
    ]

    /// Writes down what anybody on the machine can see of every process.
    private static let watcher = """
        #!/bin/sh
        for line in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < "$line"; echo; done >> arguments 2>/dev/null

        """

    /// Says its whole configuration on standard error, and fails.
    private static let tap =
        watcher + """
            while [ $# -gt 0 ]; do
              case "$1" in
                --discover) echo '{"streams":[{"tap_stream_id":"a","schema":{}}]}'; exit 0;;
                --config) config=$2; shift;;
              esac
              shift
            done
            cat "$config" >&2
            echo '{"type":"SCHEMA","stream":"a","schema":{},"key_properties":["id"]}'
            echo '{"type":"RECORD","stream":"a","record":{"id":1}}'
            echo '{"type":"STATE","value":1}'
            exit 3

            """

    /// Keeps all that it was told.
    private static let teller =
        watcher + """
            { env; cat; } >> told

            """

    private let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/credentials", withIntermediateDirectories: true)
        try folder.write(Self.canaries["file"] ?? "", to: "token")
        try folder.write(Self.canaries["cred"] ?? "", to: "credentials/hook")
        try folder.write(Self.canaries["url"] ?? "", to: "path-secret")
        try folder.write(Self.tap, to: "tap.sh", mode: 0o700)
        try folder.write(Self.teller, to: "tell.sh", mode: 0o700)
    }

    private func configure(_ server: FaultServer, proxy: FaultServer) throws {
        func automation(_ name: String, _ more: String...) -> String {
            let lines =
                [
                    "name: \(name)",
                    "url: \(server.url("/hook/${file:path-secret}?k=${env:HOOK}"))",
                    "data_type: health_metrics", "metrics: [step_count]", "order: none",
                    "headers:", "  Authorization: Bearer ${file:token}",
                    "  X-Credential: ${cred:hook}",
                    "  Cookie: session=\(Self.canaries["literal"] ?? "")",
                    "  api-key: \(Self.canaries["key"] ?? "")",
                ] + more
            return "  - " + lines.joined(separator: "\n    ")
        }
        let parts = [
            "timezone: UTC", "quota: { min_free: 1B }", "notifications:", "  command: [./tell.sh]",
            "  webhook: { url: \"\(server.url("/notice?${env:NOTICE}"))\", style: json }",
            "plugins:", "  - id: mine", "    tap: [./tap.sh]",
            "    config: { token: \"${env:TAP}\" }", "automations:", "",
        ]
        try folder.write(
            parts.joined(separator: "\n")
                + "  - name: Tap\n    url: \(server.url("/tap"))\n    data_type: mine\n"
                + automation("Echo", "every: 1 days", "notify: [when_run, on_trouble]") + "\n"
                + automation("Large", "compression: gzip", "lane: large")
                + "\n"
                + automation(
                    "Proxy",
                    "proxy: http://user:\(Self.canaries["proxy"] ?? "")@127.0.0.1:\(proxy.port)")
                + "\n", to: "hae.yaml")
    }

    private func start(_ arguments: [String]) throws -> RunningProgram {
        try RunningProgram(
            arguments, in: folder,
            environment: [
                "HOOK": Self.canaries["env"] ?? "", "TAP": Self.canaries["tap"] ?? "",
                "NOTICE": Self.canaries["notice"] ?? "",
                "CREDENTIALS_DIRECTORY": folder.path + "/credentials",
            ])
    }

    private func hae(_ arguments: String...) throws -> RunningProgram.Result {
        try start(arguments).wait()
    }

    /// Answers in every way that a server can, and repeats all that it was sent in each.
    private static let echo = FaultBehaviour.decide { request in
        let statuses = [400, 401, 302, 500, 503, 413, 415, 404, 200]
        let status = statuses[(Int(request.connection) + request.headers.count) % statuses.count]
        let line = request.headText.replacing("\n", with: " ")
        return CannedAnswer(
            status, headers: ["Location: /elsewhere?\(line)", "X-Echo: \(line)"],
            body: request.headText)
    }

    private static func export() -> String {
        let records = (0..<24).map { hour in
            let time = "2026-03-01 \(hour < 10 ? "0" : "")\(hour)"
            return
                "<Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"iPhone\" unit=\"count\""
                + " startDate=\"\(time):00:00 +0000\" endDate=\"\(time):05:00 +0000\" value=\"7\"/>"
        }
        return "<HealthData><ExportDate value=\"2026-03-10 12:00:00 +0000\"/>"
            + records.joined(separator: "\n") + "</HealthData>\n"
    }

    @Test func `no byte of a secret is under spool, in any output, or in an argument`() throws {
        let server = try FaultServer(Self.echo)
        let proxy = try FaultServer(Self.echo)
        defer {
            server.stop()
            proxy.stop()
        }
        try configure(server, proxy: proxy)
        try folder.write(Self.export(), to: "export.xml")
        var said = try hae("import", "export.xml").everything
        // Each answer of the server at least once.
        for _ in 0..<3 {
            said += try hae("run", "--from", "2026-03-01", "--to", "2026-03-02", "-v").everything
            said += try hae("outbox", "release", "--all").everything
            said += try hae("outbox", "retry", "--all").everything
            said += try hae("send").everything
        }
        said += try aDayOfTheDaemon()
        said += try everyLook()
        #expect(server.requests.contains { $0.headText.contains(Self.canaries["cred"] ?? "-") })
        #expect(server.requests.contains { $0.headText.contains(Self.canaries["notice"] ?? "-") })
        #expect(said.contains("Echo"))
        #expect(try folder.text("arguments").contains("hae run --from"))
        #expect(try folder.text("told").contains("hae.notification/1"))
        try judge(said)
    }

    private func judge(_ said: String) throws {
        var seen = ["output": Data(said.utf8)]
        for name in ["share.zip", "arguments", "told"] {
            seen[name] = try Data(contentsOf: URL(filePath: folder.path(name)))
        }
        seen.merge(try folder.files(below: "spool")) { $1 }
        for (kind, canary) in Self.canaries {
            for (file, bytes) in seen {
                #expect(bytes.firstRange(of: Data(canary.utf8)) == nil, "\(kind) is in \(file)")
            }
        }
    }

    /// A daemon that runs what is due, and tells of it.
    private func aDayOfTheDaemon() throws -> String {
        let daemon = try start(["daemon", "-v"])
        let deadline = ContinuousClock.now + .seconds(120)
        while daemon.isRunning, .now < deadline, try !daemon.talk.contains("Run ended.") {
            usleep(20_000)
        }
        daemon.signal(SIGTERM)
        return try daemon.wait().everything
    }

    /// What all commands say that only look, about everything and about each message.
    private func everyLook() throws -> String {
        var said = ""
        let looks = [
            ["check"], ["check", "--post"], ["status"], ["log"], ["sources"], ["oracles"],
            ["run", "--dry-run"], ["tap"], ["tap", "--discover"], ["metrics"], ["plugins", "list"],
            ["plugins", "show", "mine"], ["init"], ["log", "--share", "share.zip"],
            ["automations", "reset", "Echo", "--to", "2026-03-01", "--dry-run"],
            ["automations", "list"], ["automations", "show", "Echo"],
            ["automations", "show", "Proxy"], ["outbox", "status"], ["outbox", "shape"],
            ["outbox", "shape", "--by", "error"],
            ["outbox", "list", "--state", "ready", "--state", "dead", "--state", "held"],
            ["outbox", "receipts"], ["outbox", "verify", "--deep", "--repair"],
            ["outbox", "check"], ["outbox", "hold", "--all"], ["outbox", "flush", "--all"],
            ["outbox", "cancel", "--all", "--yes", "--dry-run"],
        ]
        for look in looks {
            for arguments in look[0] == "outbox" ? [look] : [look, look + ["--json"]] {
                said += try start(arguments).wait().everything
            }
        }
        let outbox = try SQLiteOutbox.open(spool: folder.path + "/spool", access: .readOnly)
        let ids = try outbox.page(.all, after: nil, limit: 100).messages.map(\.id.text)
        try outbox.close()
        #expect(!ids.isEmpty)
        for id in ids.prefix(3) {
            said += try hae("outbox", "show", id, "--attempts", "--headers", "--curl").everything
            said += try hae("outbox", "show", id, "--json").everything
            said += try hae("outbox", "export", id).everything
        }
        return said
    }
}
