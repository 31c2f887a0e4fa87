import Foundation
import HealthModel
import Synchronization
import Testing

@testable import HealthOutbox

/// A clock that stands until it is moved.
final class ManualClock: Sendable {
    private let time: Mutex<Moment>

    init(_ start: Moment = Moment(milliseconds: 1_773_120_000_000)) {
        time = Mutex(start)
    }

    var now: Moment { time.withLock { $0 } }

    func advance(_ seconds: Double) {
        time.withLock { $0 = $0.advanced(bySeconds: seconds) }
    }
}

/// A spool in a folder of its own, removed at the end of the test.
final class TestSpool {
    static let automation = "63C89245-980E-5515-8F96-49BC63FE9DE6"
    static let other = "11111111-2222-5333-8444-555555555555"

    let path: String
    let clock = ManualClock()
    private(set) var outbox: SQLiteOutbox
    var limits: OutboxLimits

    /// - Parameter inMemory: On a volume whose syncs cost nothing, where the machine has one.
    init(limits: OutboxLimits = .small, inMemory: Bool = false) throws {
        let hasMemory = inMemory && FileManager.default.isWritableFile(atPath: "/dev/shm")
        let folder = hasMemory ? "/dev/shm" : FileManager.default.temporaryDirectory.path
        path = folder + "/outbox-" + UUID().uuidString
        self.limits = limits
        outbox = try Self.open(path, .create, limits, clock)
    }

    deinit {
        try? outbox.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    static func open(
        _ path: String, _ access: SQLiteOutbox.Access, _ limits: OutboxLimits, _ clock: ManualClock
    ) throws -> SQLiteOutbox {
        try SQLiteOutbox.open(
            spool: path, access: access, limits: limits, clock: { clock.now }, seed: 7)
    }

    /// Another opening of the same spool, as another process has it.
    func beside(_ access: SQLiteOutbox.Access = .readWrite) throws -> SQLiteOutbox {
        try Self.open(path, access, limits, clock)
    }

    /// Leaves the old outbox as a killed process does, and opens the spool again.
    func reopen() throws {
        outbox = try Self.open(path, .readWrite, limits, clock)
    }

    func sender(
        divider: (any Divider)? = nil, aheadMax: Int = 0, on outbox: SQLiteOutbox? = nil
    ) throws -> any OutboxSender {
        try (outbox ?? self.outbox).openSender(
            SenderOptions(
                divider: divider, aheadMax: aheadMax, waitSeconds: 0, programVersion: "test"))
    }

    func run(
        _ automation: String = TestSpool.automation, kind: RunKind = .scheduled,
        id: Identifier? = nil
    ) throws -> Run {
        try outbox.openRun(
            NewRun(
                id: id, automation: automation, automationName: "My Backend API", kind: kind,
                storeID: "store", generation: 1, configDigest: [1]))
    }

    func stage(_ bytes: [UInt8]) throws -> StagedBody {
        let writer = try outbox.stage()
        try writer.append(bytes)
        return try writer.finish()
    }

    func message(
        _ part: String, _ text: String = "{}", stream: String? = nil, records: Int = 1,
        from: Int64? = nil, to: Int64? = nil
    ) throws -> NewMessage {
        NewMessage(
            part: part, stream: stream, headers: [HeaderField("automation-name", "My Backend API")],
            contentType: "application/json", body: try stage(Array(text.utf8)), records: records,
            from: from.map { Instant(seconds: $0) }, to: to.map { Instant(seconds: $0) })
    }

    /// A run of `count` messages, complete.
    @discardableResult
    func enqueue(
        _ count: Int, automation: String = TestSpool.automation, prefix: String = "body"
    ) throws -> [Identifier] {
        let run = try run(automation)
        let messages = try (1...count).map { try message("\($0)", "\(prefix) \($0)") }
        return try outbox.enqueue(
            messages, advancing: Progress(run: run.id, nextPart: count + 1, ending: .complete)
        ).ids
    }

    func state(_ id: Identifier) throws -> MessageState? {
        try outbox.detail(of: id)?.summary.state
    }
}

extension OutboxLimits {
    /// Without a demand on the free space of the machine that runs the tests.
    static var small: OutboxLimits {
        var limits = OutboxLimits()
        limits.freeBytesMin = 0
        return limits
    }
}

extension AutomationPolicy {
    static func test(
        _ automation: String = TestSpool.automation, lane: String? = nil, order: Order = .run,
        onDead: OnDead = .block, idempotent: Bool = true, concurrencyMax: Int = 4,
        bytesMax: Int64? = nil, lifeSeconds: Double? = nil
    ) -> AutomationPolicy {
        AutomationPolicy(
            automation: automation, name: "My Backend API", lane: lane, order: order,
            onDead: onDead,
            idempotent: idempotent, concurrencyMax: concurrencyMax, bytesMax: bytesMax,
            lifeSeconds: lifeSeconds)
    }
}

extension Verdict {
    static let ok = Verdict(
        fate: .ok, phase: .answered, status: 200, bytesSent: 10, summary: "200 OK")

    static func answer(_ status: Int, _ fate: Fate, retryAfter: Double? = nil) -> Verdict {
        Verdict(
            fate: fate, phase: .answered, status: status, retryAfter: retryAfter, bytesSent: 10,
            summary: "\(status)")
    }

    static func curl(_ code: Int, _ fate: Fate, phase: Phase = .started) -> Verdict {
        Verdict(fate: fate, phase: phase, curlCode: code, summary: "curl \(code)")
    }
}

/// All bytes of a body.
func bytes(_ body: any BodySource) throws -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
        var span = buffer.mutableSpan
        let count = try body.read(into: &span)
        if count == 0 { return result }
        result += buffer[..<count]
    }
}
