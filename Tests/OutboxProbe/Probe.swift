import HealthModel
import HealthOutbox

#if canImport(Glibc)
    import Glibc
#endif

/// One process at work on a spool.
struct Probe {
    let outbox: SQLiteOutbox
    let run: Identifier

    init(spool: String, run: Identifier) throws {
        var limits = OutboxLimits()
        limits.freeBytesMin = 0
        outbox = try SQLiteOutbox.open(spool: spool, access: .create, limits: limits)
        outbox.configure([AutomationPolicy(automation: "A", name: "A", order: .none)])
        self.run = run
    }

    static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        unsafe bytes.withUnsafeBytes { _ = unsafe write(1, $0.baseAddress, $0.count) }
    }

    /// One enqueue of two rows and a blob, then claim, settle, collect.
    func work() throws {
        let sizes = [2000, 120_000, 500]
        for id in try enqueue(sizes, from: 1, ending: .complete) { Self.say("enqueued \(id)") }
        let sender = try openSender()
        try drain(sender)
        try sender.tend(idle: true, now: .now())
        try sender.close(now: .now())
        try outbox.close()
    }

    /// Enqueues until it is refused, at most `most` times, then sends, then enqueues again: a full disk heals.
    func fill(_ most: Int) throws {
        let sender = try openSender()
        var part = 1
        while part <= most {
            do {
                for id in try enqueue([20_000], from: part) { Self.say("enqueued \(id)") }
                part += 1
                try sender.tend(idle: false, now: .now())
            } catch let error as OutboxError where error.isFull {
                Self.say("full")
                break
            }
        }
        try drain(sender)
        try sender.tend(idle: true, now: .now())
        for id in try enqueue([20_000], from: part, ending: .complete) {
            Self.say("enqueued \(id)")
        }
        try drain(sender)
        let problems = try outbox.verify(VerifyOptions(deep: true)).problems
        Self.say("problems \(problems.count)")
        try sender.close(now: .now())
        try outbox.close()
    }

    /// Enqueues `count` messages one by one.
    func enqueue(_ count: Int) throws {
        for part in 1...count {
            let ending: RunEnding? = part == count ? .complete : nil
            for id in try enqueue([300], from: part, ending: ending) { Self.say("enqueued \(id)") }
        }
        try outbox.close()
    }

    /// Claims and settles, failing now and then, until `count` messages have been delivered; what waits for a later time
    /// or for a person is sent on without.
    func send(_ count: Int) throws {
        let sender = try openSender()
        var delivered = 0
        var tries = 0
        var idle = 0
        while delivered < count {
            let claims = try sender.claim(limit: 4, lanes: nil, now: .now())
            let outcomes = try claims.map { claim in
                _ = try sender.body(of: claim)
                tries += 1
                return Outcome(claim, tries % 7 == 0 ? Self.busy : Self.ok)
            }
            for settlement in try sender.settle(outcomes, now: .now()) {
                guard settlement.state == .delivered else { continue }
                delivered += 1
                Self.say("settled \(settlement.id)")
            }
            try sender.tend(idle: claims.isEmpty, now: .now())
            if claims.isEmpty {
                _ = try outbox.change(
                    .all, .retry(at: nil, resetAttempts: true, force: true), actor: "probe",
                    dryRun: false)
                usleep(1000)
                idle += 1
                if idle > 5000 { return Self.say("stuck") }
            }
        }
        try sender.close(now: .now())
        try outbox.close()
    }

    /// Holds, releases, retries and flushes everything, `count` times over, and looks around between.
    func change(_ count: Int) throws {
        let actions: [OperatorAction] = [
            .hold(reason: "probe", force: false), .release(force: true),
            .retry(at: nil, resetAttempts: true, force: true), .flush,
        ]
        for round in 0..<count {
            for action in actions {
                _ = try outbox.change(.all, action, actor: "probe", dryRun: round % 5 == 4)
                _ = try outbox.page(.all, after: nil, limit: 50)
                _ = try outbox.stats()
            }
        }
        try outbox.close()
    }

    // MARK: - Pieces

    private static let ok = Verdict(
        fate: .ok, phase: .answered, status: 200, summary: "200 OK")
    private static let busy = Verdict(
        fate: .temporary, phase: .answered, status: 500, summary: "500")

    private func openSender() throws -> any OutboxSender {
        try outbox.openSender(SenderOptions(waitSeconds: 0, programVersion: "probe"))
    }

    private func drain(_ sender: any OutboxSender) throws {
        while let claim = try sender.claim(limit: 1, lanes: nil, now: .now()).first {
            _ = try sender.body(of: claim)
            // What a receiver would have seen.
            Self.say("sent \(claim.id)")
            _ = try sender.settle([Outcome(claim, Self.ok)], now: .now())
            Self.say("settled \(claim.id)")
        }
    }

    private func enqueue(
        _ sizes: [Int], from part: Int, ending: RunEnding? = nil
    ) throws -> [Identifier] {
        let opened = try outbox.openRun(
            NewRun(
                id: run, automation: "A", automationName: "A", kind: .scheduled, storeID: "s",
                generation: 1, configDigest: []))
        let messages = try sizes.enumerated().map { offset, size in
            NewMessage(
                part: "\(part + offset)", headers: [], contentType: "text/plain",
                body: try body(size, UInt8(truncatingIfNeeded: part + offset)), records: 1)
        }
        return try outbox.enqueue(
            messages,
            advancing: Progress(
                run: opened.id, nextPart: part + sizes.count,
                advances: [.init(stream: "s", enqueuedThrough: [1])], ending: ending)
        ).ids
    }

    /// The same each time, and not to be packed. Source: Knuth's linear congruential generator (MMIX).
    private static func noise(_ seed: UInt8, count: Int) -> [UInt8] {
        var state = UInt64(seed)
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }

    private func body(_ count: Int, _ byte: UInt8) throws -> StagedBody {
        let writer = try outbox.stage()
        try writer.append(Self.noise(byte, count: count))
        return try writer.finish()
    }
}
