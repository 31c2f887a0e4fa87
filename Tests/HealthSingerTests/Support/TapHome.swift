import Foundation
import HealthEncoding
import HealthTesting
import Testing

/// A folder with a configuration, a tap that is a shell script, and a spool; it goes when the test does.
final class TapHome: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "hae-singer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
    }

    /// Writes the tap: what it does when it is asked for records. Its arguments stand in `$state`, `$config` and
    /// `$catalog`, which are paths or empty.
    func script(_ body: String, streams: [String] = ["a", "b"]) throws {
        let catalogue = streams.map { #"{"tap_stream_id":"\#($0)","stream":"\#($0)","schema":{}}"# }
        try write(
            "tap.sh",
            """
            #!/bin/sh
            while [ $# -gt 0 ]; do
              case "$1" in
                --discover) echo '{"streams":[\(catalogue.joined(separator: ","))]}'; exit 0;;
                --state) state=$2; shift;;
                --config) config=$2; shift;;
                --catalog) catalog=$2; shift;;
              esac
              shift
            done
            schema() {
              echo '{"type":"SCHEMA","stream":"'$1'","key_properties":["id"],"schema":{"properties":{"id":{},"n":{}}}}'
            }
            record() { echo '{"type":"RECORD","stream":"'$1'","record":{"id":'$2',"n":"x"}}'; }
            state() { echo '{"type":"STATE","value":{"at":'$1'}}'; }
            \(body)

            """)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: path("tap.sh"))
    }

    /// Writes `hae.yaml` with the tap `mine` and the automation `test`.
    ///
    /// - Parameters:
    ///   - tap: Further lines of the tap.
    ///   - automation: Further lines of the automation.
    func configure(
        command: String = "[./tap.sh]", tap: [String] = [], automation: [String] = []
    ) throws {
        let lines = { (lines: [String]) in lines.map { "    \($0)\n" }.joined() }
        try write(
            "hae.yaml",
            """
            timezone: Europe/Berlin
            quota: { min_free: 1MiB }
            plugins:
              - id: mine
                tap: \(command)
            \(lines(tap))
            automations:
              - name: test
                url: http://127.0.0.1:9/health
                data_type: mine
            \(lines(automation))
            """)
    }

    func hae(
        _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> ProgramResult {
        try await Program.run(Program.hae, arguments, in: folder, environment: environment)
    }

    /// Runs the automation without sending.
    ///
    /// - Returns: Its run, as `run --json` tells it.
    func run(ending status: Int32 = 0, _ arguments: String...) async throws -> JSONValue {
        let result = try await Program.run(
            Program.hae, ["run", "test", "--no-send", "--json"] + arguments, in: folder)
        try #require(result.status == status, "\(result.output)\(result.errors)")
        let document = try JSONParser.parse(Array(result.output.utf8))
        return try #require(document["runs"]?.array?.first)
    }

    /// The events of the newest run, in order: level and text.
    func events() async throws -> [String] {
        let result = try await hae("log", "test", "--json")
        let document = try JSONParser.parse(Array(result.output.utf8))
        return (document["runs"]?.array?.first?["events"]?.array ?? []).map {
            "\($0["level"]?.string ?? ""): \($0["text"]?.string ?? "")"
        }
    }

    /// The requests in the outbox, oldest first, each with its headers.
    func requests() async throws -> [String] {
        let result = try await hae("outbox", "list", "--json")
        let document = try JSONParser.parse(Array(result.output.utf8))
        var requests: [String] = []
        for message in document["messages"]?.array ?? [] {
            let id = try #require(message["id"]?.string)
            requests.append(try await hae("outbox", "export", id).output)
        }
        return requests
    }

    /// The JSON bodies in the outbox, oldest first.
    func bodies() async throws -> [String] {
        try await requests().map { request in
            let end = try #require(request.range(of: "\r\n\r\n"))
            return String(request[end.upperBound...]).trimmingCharacters(in: .newlines)
        }
    }
}
