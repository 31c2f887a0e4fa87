import Foundation
import HealthEncoding
import HealthTesting
import Testing

/// A folder with a configuration and a spool, in which the real program is run; it goes when the test does.
final class Household: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "hae-end-to-end-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: name)))
    }

    /// Writes `hae.yaml` with one automation, called `test`.
    ///
    /// - Parameter options: Lines of the automation without indent, such as `time_grouping: hours`.
    func configure(port: Int, metrics: String = "all", _ options: [String]) throws {
        let lines = options.map { "    \($0)\n" }.joined()
        try write(
            "hae.yaml",
            """
            timezone: Europe/Berlin
            preferred_sources: { default: [Apple Watch, iPhone] }
            quota: { min_free: 1MiB }
            automations:
              - name: test
                url: http://127.0.0.1:\(port)/health
                data_type: health_metrics
                metrics: \(metrics)
            \(lines)
            """)
    }

    func hae(_ arguments: String...) async throws -> ProgramResult {
        try await hae(arguments)
    }

    func hae(_ arguments: [String]) async throws -> ProgramResult {
        try await Program.run(Program.hae, arguments + ["--quiet"], in: folder)
    }

    /// Runs a command that must end with a status, and reads the document that it prints.
    func document(_ arguments: String..., ending status: Int32 = 0) async throws -> JSONValue {
        let result = try await Program.run(
            Program.hae, arguments + ["--json", "--quiet"], in: folder)
        try #require(result.status == status, "\(arguments): \(result.errors)")
        return try JSONParser.parse(Array(result.output.utf8))
    }

    /// The store's inventory; what it held before must be what it holds after a failed import.
    func inventory() async throws -> String {
        let result = try await hae("sources", "--json")
        return "\(result.status) \(result.output)"
    }
}
