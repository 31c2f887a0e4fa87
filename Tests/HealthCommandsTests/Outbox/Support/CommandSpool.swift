import Foundation
import HealthModel
import HealthOutbox
import Synchronization
import Testing

/// A real spool with a configuration beside it, in a folder of its own that goes with it.
///
/// The test plays pipeline and sender; the program under test looks at what they left.
final class CommandSpool {
    /// Derived from the name "My Backend API".
    static let automation = "63C89245-980E-5515-8F96-49BC63FE9DE6"
    static let firstRun = "51c0e7aa-4d2b-4a3f-8a10-6f2d9c0b7e31"
    /// The example of the outbox reference: part 4 of this run is message ef8d7dfd.
    static let exampleRun = "6a2b0c55-8f6b-4c0b-9c55-1c7e52e7d0f4"

    let folder: String
    let outbox: SQLiteOutbox

    init(_ start: String = "2026-03-10T11:58:02Z", order: String = "run") throws {
        folder = FileManager.default.temporaryDirectory.path + "/commands-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Self.configuration(order: order).write(
            toFile: folder + "/hae.yaml", atomically: true, encoding: .utf8)
        var limits = OutboxLimits()
        limits.freeBytesMin = 0
        let clock = ClockBox()
        outbox = try SQLiteOutbox.open(
            spool: folder + "/spool", access: .create, limits: limits,
            clock: { clock.now.withLock { $0 } }, seed: 7)
        clockBox = clock
        outbox.configure([
            AutomationPolicy(
                automation: Self.automation, name: "My Backend API",
                order: .init(rawValue: order) ?? .run, concurrencyMax: 1)
        ])
        set(start)
    }

    private let clockBox: ClockBox

    private final class ClockBox: Sendable {
        let now = Mutex(Moment(milliseconds: 0))
    }

    deinit {
        try? outbox.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func configuration(order: String) -> String {
        """
        automations:
          - name: My Backend API
            url: https://health.example.org/hook?token=${env:HOOK_TOKEN}
            headers:
              Authorization: Bearer ${file:token}
              X-Team-Key: written-out-here
            order: \(order)
            data_type: health_metrics
            metrics: [step_count]

        """
    }

    // MARK: - Time

    var now: Moment { clockBox.now.withLock { $0 } }

    func set(_ time: String) {
        guard let instant = Instant(rfc3339: time) else {
            Issue.record("\(time) is no time")
            return
        }
        clockBox.now.withLock { $0 = Moment(instant) }
    }

    // MARK: - The pipeline's part

    @discardableResult
    func enqueue(
        _ parts: Int, run id: String = CommandSpool.exampleRun, automation: String = automation,
        name: String = "My Backend API", records: Int = 210, ends: Bool = true,
        body: (Int) -> String = { "{\"data\":{\"part\":\($0)}}" }
    ) throws -> [Identifier] {
        let run = try outbox.openRun(
            NewRun(
                id: Identifier(id), automation: automation, automationName: name, kind: .scheduled,
                storeID: "store", generation: 1, configDigest: [1]))
        let messages = try (1...parts).map { part in
            let writer = try outbox.stage()
            try writer.append(Array(body(part).utf8))
            return NewMessage(
                part: "\(part)",
                headers: [
                    HeaderField("Content-Type", "application/json"),
                    HeaderField("automation-name", name),
                ], contentType: "application/json", body: try writer.finish(), records: records)
        }
        return try outbox.enqueue(
            messages,
            advancing: Progress(
                run: run.id, nextPart: parts + 1, ending: ends ? .complete : nil)
        ).ids
    }

    // MARK: - The sender's part

    /// Claims one message and settles it.
    @discardableResult
    func settle(_ verdict: Verdict, _ sender: any OutboxSender) throws -> Settlement? {
        guard let claim = try sender.claim(limit: 1, lanes: nil, now: now).first else {
            Issue.record("nothing to claim at \(now.instant.rfc3339)")
            return nil
        }
        return try sender.settle([Outcome(claim, verdict)], now: now).first
    }

    func sender() throws -> any OutboxSender {
        try outbox.openSender(SenderOptions(waitSeconds: 0, programVersion: "test"))
    }

    /// A sender that settles one message after the other, then closes.
    func send(_ verdicts: [Verdict]) throws {
        let sender = try sender()
        for verdict in verdicts { try settle(verdict, sender) }
        try sender.close(now: now)
    }

    // MARK: - The program's part

    /// Runs `hae` on this spool; its clock stands where the test's does.
    func hae(_ arguments: String..., input: String = "", fixedClock: Bool = true) throws
        -> Program.Result
    {
        try Program.run(
            arguments + place + (fixedClock ? ["--now", now.instant.rfc3339] : []), in: folder,
            input: input)
    }

    var place: [String] {
        ["--config", folder + "/hae.yaml", "--spool", folder + "/spool"]
    }
}

extension Verdict {
    static let accepted = Verdict(
        fate: .ok, phase: .answered, status: 200, bytesSent: 10, summary: "200 OK")

    static let badGateway = Verdict(
        fate: .temporary, phase: .answered, status: 502, remoteAddress: "192.0.2.7",
        bytesSent: 14_336, responseExcerpt: "bad gateway", summary: "502 Bad Gateway")

    static let answerLost = Verdict(
        fate: .ambiguous, phase: .sent, curlCode: 52, remoteAddress: "192.0.2.7",
        bytesSent: 14_336, summary: "the answer was lost (curl 52)")

    static let unauthorized = Verdict(
        fate: .laneAuth, phase: .answered, status: 401, bytesSent: 10,
        summary: "401 Unauthorized")

    static let refused = Verdict(
        fate: .permanent, phase: .answered, status: 422, bytesSent: 10,
        summary: "422 Unprocessable Content")
}
