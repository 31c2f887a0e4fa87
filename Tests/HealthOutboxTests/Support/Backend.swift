import HealthModel
import Synchronization

@testable import HealthOutbox

/// An outbox that the conformance suite can be run on: made, crashed and opened again, with a clock of its own.
enum Backend: String, CaseIterable, Sendable {
    case sqlite, model

    func make(_ policies: [AutomationPolicy]) throws -> any Subject {
        switch self {
        case .sqlite: try SQLiteSubject(policies)
        case .model: ModelSubject(policies)
        }
    }
}

/// One outbox under test.
protocol Subject: AnyObject {
    var outbox: any Outbox { get }
    var clock: ManualClock { get }
    var policies: [AutomationPolicy] { get }

    /// Drops everything without closing, and opens what was stored.
    func crash() throws
}

final class SQLiteSubject: Subject {
    private let spool: TestSpool
    let policies: [AutomationPolicy]

    init(_ policies: [AutomationPolicy]) throws {
        spool = try TestSpool(inMemory: true)
        self.policies = policies
        spool.outbox.configure(policies)
    }

    var outbox: any Outbox { spool.outbox }
    var clock: ManualClock { spool.clock }

    func crash() throws {
        try spool.reopen()
        spool.outbox.configure(policies)
    }
}

final class ModelSubject: Subject {
    private let storage = ModelOutbox.Storage(limits: .small, seed: 7)
    private var model: ModelOutbox
    let clock = ManualClock()
    let policies: [AutomationPolicy]

    init(_ policies: [AutomationPolicy]) {
        self.policies = policies
        model = ModelOutbox(storage, clock)
        model.configure(policies)
    }

    var outbox: any Outbox { model }

    func crash() {
        storage.world.withLock { $0.sender = nil }
        model = ModelOutbox(storage, clock)
        model.configure(policies)
    }
}

extension Subject {
    var now: Moment { clock.now }

    func sender() throws -> any OutboxSender {
        try outbox.openSender(
            SenderOptions(divider: HalvingDivider(), waitSeconds: 0, programVersion: "test"))
    }

    /// A complete run of one message for each stream given.
    @discardableResult
    func enqueue(
        _ streams: [String?], automation: String = TestSpool.automation, records: Int = 2
    ) throws -> [Identifier] {
        let run = try outbox.openRun(
            NewRun(
                automation: automation, automationName: "N", kind: .scheduled, storeID: "s",
                generation: 1, configDigest: []))
        let messages = try streams.enumerated().map { index, stream in
            let writer = try outbox.stage()
            try writer.append(Array("body \(index)".utf8))
            return NewMessage(
                part: "\(index + 1)", stream: stream, headers: [], contentType: "application/json",
                body: try writer.finish(), records: records)
        }
        return try outbox.enqueue(
            messages,
            advancing: Progress(run: run.id, nextPart: streams.count + 1, ending: .complete)
        ).ids
    }

    /// Claims and settles until nothing is due; returns what was delivered, in order.
    func drain(
        _ sender: any OutboxSender, atOnce: Int = 1, with verdict: (Claim) -> Verdict = { _ in .ok }
    ) throws -> [Identifier] {
        var delivered: [Identifier] = []
        while true {
            let claims = try sender.claim(limit: atOnce, lanes: nil, now: now)
            if claims.isEmpty { return delivered }
            let settled = try sender.settle(claims.map { Outcome($0, verdict($0)) }, now: now)
            delivered += settled.filter { $0.state == .delivered }.map(\.id)
        }
    }
}
