import Foundation
import HealthConfig
import HealthMetrics
import HealthModel
import HealthOutbox
import HealthPlugin
import Testing

@testable import HealthPipeline

/// A spool with a configuration beside it, which this test and processes of the real program use at the same time.
final class Household: Sendable {
    let folder: TestFolder
    let outbox: any Outbox
    let workspace: Workspace

    /// - Parameter settings: More lines of the automation.
    init(url: String, _ settings: String...) throws {
        folder = try TestFolder()
        let lines = [
            "name: My Backend API", "url: \(url)", "data_type: health_metrics",
            "metrics: [step_count]", "date_range: since_last_sync",
        ]
        try folder.write(
            "timezone: UTC\nquota: { min_free: 1B }\nautomations:\n  - "
                + (lines + settings).joined(separator: "\n    ") + "\n", to: "hae.yaml")
        workspace = try Workspace(
            configuration: folder.path + "/hae.yaml", spool: folder.path + "/spool", now: nil,
            registry: ProviderRegistry([HealthMetricsProvider()]),
            environment: ["HOME": folder.path], workingDirectory: folder.path)
        outbox = try workspace.openOutbox(.create)
    }

    deinit {
        try? outbox.close()
    }

    private var automation: String { workspace.configuration.automations[0].identity }

    /// Enqueues one run with a message for each body.
    ///
    /// - Returns: The messages' ids, once they are acknowledged.
    @discardableResult
    func enqueue(_ bodies: [[UInt8]]) throws -> [Identifier] {
        let run = try outbox.openRun(
            NewRun(
                automation: automation, automationName: "My Backend API", kind: .scheduled,
                storeID: "s", generation: 1, configDigest: [1]))
        let messages = try bodies.enumerated().map { index, body in
            let part = "\(index + 1)"
            let id = DerivedID.request(automation: automation, run: run.id, part: part)
            let writer = try outbox.stage()
            try writer.append(body)
            return NewMessage(
                part: part, headers: [HeaderField("session-id", id.wireText)],
                contentType: "application/json", body: try writer.finish(), records: 1)
        }
        return try outbox.enqueue(
            messages,
            advancing: Progress(run: run.id, nextPart: bodies.count + 1, ending: .complete)
        ).ids
    }

    /// An archive of one day with steps, to be imported.
    func writeExport(steps: Int) throws {
        let records = (0..<steps).map { hour in
            let day = "2026-03-0\(hour / 24 + 1) \(hour % 24 < 10 ? "0" : "")\(hour % 24)"
            return
                "<Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"iPhone\" unit=\"count\""
                + " startDate=\"\(day):00:00 +0000\" endDate=\"\(day):05:00 +0000\" value=\"7\"/>"
        }
        try folder.write(
            "<HealthData><ExportDate value=\"2026-03-10 12:00:00 +0000\"/>"
                + records.joined(separator: "\n") + "</HealthData>\n", to: "export.xml")
    }

    // MARK: - Processes

    func start(_ arguments: String...) throws -> RunningProgram {
        try RunningProgram(arguments + ["--quiet"], in: folder)
    }

    @discardableResult
    func hae(_ arguments: String...) throws -> RunningProgram.Result {
        try RunningProgram.run(arguments + ["--quiet"], in: folder)
    }
}
