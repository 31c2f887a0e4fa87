import Foundation
import HealthModel
import HealthPipeline
import HealthStore

/// A spool whose store is filled with samples of the bench's own making, with a configuration beside it.
struct SampleStore {
    let configuration: String
    let spool: String
    private let workspace: Workspace

    /// One stretch of samples of one source, one a minute.
    struct Stretch {
        var type: String
        var unit: String
        var sources: [String]
        var start: Instant
        /// Of each source.
        var minutes: Int
        /// Of the sample with that number.
        var value: (Int) -> Double
    }

    /// - Parameter automation: Its settings, a line each.
    init(_ name: String, in bench: Bench, automation: [String]) throws {
        let folder = bench.folder + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        (configuration, spool) = (folder + "/hae.yaml", folder + "/spool")
        let settings = ["name: bench", "url: http://127.0.0.1:9/"] + automation
        try """
        timezone: Europe/Berlin
        quota: { min_free: 1B }
        automations:
          - \(settings.joined(separator: "\n    "))

        """.write(toFile: configuration, atomically: true, encoding: .utf8)
        workspace = try Workspace(
            configuration: configuration, spool: spool, registry: bench.registry,
            environment: ["HOME": folder], workingDirectory: folder)
    }

    /// Imports the samples minute by minute, all sources of a minute behind one another.
    func add(_ stretch: Stretch, name: String) throws {
        let store = try workspace.openStore(.create)
        let session = try store.beginImport(
            ImportRequest(kind: .payload, name: name, readerVersion: 1, now: Instant(seconds: 0)),
            patience: .seconds(10))
        var batch = SampleBatch()
        for minute in 0..<stretch.minutes {
            let start = stretch.start.advanced(bySeconds: Int64(minute) * 60)
            for source in stretch.sources {
                batch.rows.append(
                    SampleRow(
                        type: batch.texts.intern(stretch.type), start: start,
                        end: start.advanced(bySeconds: 60),
                        source: batch.texts.intern(source), number: stretch.value(minute),
                        unit: batch.texts.intern(stretch.unit)))
            }
            if batch.rows.count >= 16_384 {
                try session.add(batch)
                batch = SampleBatch()
            }
        }
        try session.add(batch)
        _ = try session.commit()
    }

    /// Runs the automation without sending, in a process of its own.
    func run(_ bench: Bench) throws -> MeasuredProgram {
        try MeasuredProgram.run(
            bench.program, ["run", "--no-send", "--quiet", "--config", configuration])
    }

    /// Forgets what was enqueued and how far.
    func removeOutbox() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: spool)
        where name.hasPrefix("outbox.") || name == "blobs" {
            try FileManager.default.removeItem(atPath: spool + "/" + name)
        }
    }

    func remove() throws {
        try FileManager.default.removeItem(atPath: (spool as NSString).deletingLastPathComponent)
    }
}
