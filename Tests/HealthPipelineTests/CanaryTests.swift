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
        "proxy": "c4nary-of-the-proxy",
    ]

    private let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/credentials", withIntermediateDirectories: true)
        try folder.write(Self.canaries["file"] ?? "", to: "token")
        try folder.write(Self.canaries["cred"] ?? "", to: "credentials/hook")
        try folder.write(Self.canaries["url"] ?? "", to: "path-secret")
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
        try folder.write(
            "timezone: UTC\nquota: { min_free: 1B }\nautomations:\n" + automation("Echo") + "\n"
                + automation("Large", "compression: gzip", "lane: large")
                + "\n"
                + automation(
                    "Proxy",
                    "proxy: http://user:\(Self.canaries["proxy"] ?? "")@127.0.0.1:\(proxy.port)")
                + "\n", to: "hae.yaml")
    }

    private func hae(_ arguments: String...) throws -> RunningProgram.Result {
        try RunningProgram.run(
            arguments, in: folder,
            environment: [
                "HOOK": Self.canaries["env"] ?? "",
                "CREDENTIALS_DIRECTORY": folder.path + "/credentials",
            ])
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
        said += try everyLook()
        #expect(server.requests.contains { $0.headText.contains(Self.canaries["cred"] ?? "-") })
        #expect(said.contains("Echo"))
        for (kind, canary) in Self.canaries {
            #expect(!said.contains(canary), "the secret of \(kind) was shown")
            for (file, bytes) in try folder.files(below: "spool") {
                #expect(bytes.firstRange(of: Data(canary.utf8)) == nil, "\(kind) is in \(file)")
            }
        }
    }

    /// What all commands say that only look, about everything and about each message.
    private func everyLook() throws -> String {
        var said = ""
        let looks = [
            ["check"], ["check", "--post"], ["status"], ["log"], ["sources"],
            ["automations", "list"], ["automations", "show", "Echo"],
            ["automations", "show", "Proxy"], ["outbox", "status"], ["outbox", "shape"],
            ["outbox", "shape", "--by", "error"],
            ["outbox", "list", "--state", "ready", "--state", "dead", "--state", "held"],
            ["outbox", "receipts"], ["outbox", "verify", "--deep"], ["outbox", "check"],
        ]
        for look in looks {
            for arguments in look[0] == "outbox" ? [look] : [look, look + ["--json"]] {
                said += try RunningProgram.run(
                    arguments, in: folder,
                    environment: [
                        "HOOK": Self.canaries["env"] ?? "",
                        "CREDENTIALS_DIRECTORY": folder.path + "/credentials",
                    ]
                ).everything
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
