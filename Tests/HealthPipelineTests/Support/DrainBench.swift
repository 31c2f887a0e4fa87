import Foundation
import HealthConfig
import HealthModel
import HealthOutbox
import HealthSender
import HealthTesting
import HealthMetrics
import HealthPlugin
import Testing

@testable import HealthPipeline

/// A spool, a configuration with one automation, and a server: all that lies between an enqueue and a receipt.
///
/// Everything is real but the clock of the outbox, which moves by a millisecond a look, and as the test wants.
final class DrainBench {
    static let name = "My Backend API"

    let folder: TestFolder
    let clock = ManualClock()
    let outbox: SQLiteOutbox
    private(set) var workspace: Workspace
    /// Impatient where a fault would make the test wait.
    var options = TransferOptions()
    private(set) var events: [DrainEvent] = []
    private var runs = 0

    /// - Parameters:
    ///   - url: Of the endpoint.
    ///   - settings: More lines of the automation, without indentation.
    convenience init(url: String, _ settings: String...) throws {
        try self.init(url: url, settings: settings)
    }

    init(url: String, settings: [String]) throws {
        folder = try TestFolder()
        outbox = try Self.open(folder, clock)
        options.stallTimeout = .seconds(1)
        options.continueTimeout = .milliseconds(20)
        options.bytesPerSecondMin = 64 << 20
        workspace = try Self.workspace(folder, url: url, settings)
    }

    deinit {
        try? outbox.close()
    }

    private static func open(_ folder: TestFolder, _ clock: ManualClock) throws -> SQLiteOutbox {
        var limits = OutboxLimits()
        limits.freeBytesMin = 0
        return try SQLiteOutbox.open(
            spool: folder.path + "/spool", access: .create, limits: limits,
            clock: { clock.now }, seed: 7)
    }

    private static func workspace(
        _ folder: TestFolder, url: String, _ settings: [String]
    ) throws -> Workspace {
        let lines =
            ["url: \(url)", "timeout: 1s", "data_type: health_metrics", "metrics: [step_count]"]
            + settings
        try folder.write(
            "automations:\n  - name: \(name)\n    "
                + lines.joined(separator: "\n    ") + "\n", to: "hae.yaml")
        return try Workspace(
            configuration: folder.path + "/hae.yaml", spool: folder.path + "/spool", now: nil,
            registry: ProviderRegistry([HealthMetricsProvider()]),
            environment: ["HOME": folder.path],
            workingDirectory: folder.path)
    }

    /// Writes the configuration anew.
    func reconfigure(url: String, _ settings: String...) throws {
        workspace = try Self.workspace(folder, url: url, settings)
    }

    var automation: String { workspace.configuration.automations[0].identity }

    // MARK: - The pipeline's part

    /// Enqueues one run with a message for each body.
    @discardableResult
    func enqueue(
        _ bodies: [[UInt8]], records: Int = 1, contentType: String = "application/json",
        encoding: String? = nil
    ) throws -> [Identifier] {
        runs += 1
        let run = try outbox.openRun(
            NewRun(
                automation: automation, automationName: Self.name, kind: .scheduled, storeID: "s",
                generation: 1, configDigest: [1]))
        let messages = try bodies.enumerated().map { index, body in
            let id = DerivedID.request(
                automation: automation, run: run.id, part: "\(index + 1)"
            ).wireText
            let writer = try outbox.stage()
            try writer.append(body)
            return NewMessage(
                part: "\(index + 1)",
                headers: [
                    HeaderField("Content-Type", contentType), HeaderField("session-id", id),
                    HeaderField("Idempotency-Key", "\"\(id)\""),
                    HeaderField("hae-batch", "\(index + 1)"),
                ], contentType: contentType, contentEncoding: encoding, body: try writer.finish(),
                records: records)
        }
        return try outbox.enqueue(
            messages,
            advancing: Progress(run: run.id, nextPart: bodies.count + 1, ending: .complete)
        ).ids
    }

    /// One message with a small body.
    func enqueueOne(_ text: String = "{\"data\":{}}") throws -> Identifier {
        try #require(try enqueue([Array(text.utf8)]).first)
    }

    // MARK: - Sending

    func drain(on outbox: SQLiteOutbox? = nil) throws -> Drain {
        let outbox = outbox ?? self.outbox
        outbox.configure(workspace.configuration.automations.map(\.policy))
        let sender = try outbox.openSender(
            SenderOptions(divider: BodyDivider(), waitSeconds: 0, programVersion: "test"))
        let drain = Drain(
            workspace: workspace, outbox: outbox, sender: sender,
            courier: Sender(options: options), clock: { [clock] in clock.tick() }
        ) { [weak self] in self?.events.append($0) }
        // Its clock would not get there.
        drain.spreadTime = .zero
        return drain
    }

    /// One pass over what is due.
    @discardableResult
    func pass() throws -> DrainReport {
        try drain().run(.onePass)
    }

    /// Passes, with the clock moved on to what is due next, until nothing waits for a time any more.
    ///
    /// - Returns: How many passes it took.
    @discardableResult
    func untilQuiet(passes limit: Int = 100) throws -> Int {
        for count in 1...limit {
            try pass()
            let next = try outbox.stats().lanes.compactMap(\.nextAttempt).min()
            guard let next else { return count }
            clock.advance(to: next)
            clock.advance(0.001)
        }
        Issue.record("still something to send after \(limit) passes")
        return limit
    }

    // MARK: - What became of it

    func state(_ id: Identifier) throws -> MessageState? {
        if let detail = try outbox.detail(of: id) { return detail.summary.state }
        return try outbox.receipt(of: id).map { _ in .delivered }
    }

    var lane: LaneStats? { get throws { try outbox.stats().lanes.first } }

    /// The verdicts of all attempts, in order.
    var verdicts: [Verdict] {
        events.compactMap { if case .settled(_, let verdict) = $0 { verdict } else { nil } }
    }

    var settlements: [Settlement] {
        events.compactMap { if case .settled(let settlement, _) = $0 { settlement } else { nil } }
    }
}
