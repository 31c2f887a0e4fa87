import Foundation
import HealthConfig
import HealthModel
public import HealthOutbox
import HealthSender

/// Sends what is due: claims, hands to the courier, and settles what came of it.
///
/// Holds the right to send from ``open(workspace:outbox:events:)`` until ``run(_:control:progress:)`` returns. That
/// runs on the caller's thread and blocks; the courier works on threads of its own. What was answered while one group of
/// receipts was written goes into the next, and with it come the claims that take their places: one transaction for all. So
/// that the way is not idle meanwhile, each lane has more claims than it sends at once, as many as it got rid of lately; a kill
/// can repeat only those.
public final class Drain {
    /// How long requests in flight may go on when the drain is told to stop.
    public static let drainTime = Duration.seconds(5)
    /// How many claims a lane has at most beyond those that it sends at once: with them a group of receipts is no larger than
    /// one of messages when they are enqueued.
    public static let aheadMax = 56
    /// Housekeeping while something is sent, and while nothing is.
    private static let tendsEvery = (busy: Duration.seconds(1), idle: Duration.seconds(60))

    var workspace: Workspace
    let sender: any OutboxSender
    let courier: any Courier
    var automations: [String: AutomationConfig] = [:]
    var flights: [Int64: Flight] = [:]
    /// Attempts that have ended and are not written down yet.
    var ended: [Outcome] = []
    var nextTag: Int64 = 1
    /// When each lane last began or ended something.
    var movedAt: [String: ContinuousClock.Instant] = [:]
    /// How many requests the courier may have under way on each lane.
    var widths: [String: Int] = [:]
    var report = DrainReport()
    var pace = DrainPace(.onePass, start: Moment(milliseconds: 0))
    /// Lanes whose receiver has refused compressed bodies in this drain.
    var plainLanes: Set<String> = []
    /// The longest time over which a lane that opens again spreads what is due. Source: section 10 of the outbox
    /// reference.
    var spreadTime = Duration.seconds(60)
    /// Lanes that opened again in this drain.
    var reopened: Set<String> = []
    let onEvent: (DrainEvent) -> Void
    private let outbox: any Outbox
    private let clock: OutboxClock
    private var mode = DrainMode.onePass
    private var slotsMax = 1
    private var tended = (busy: ContinuousClock.now, idle: ContinuousClock.Instant?.none)

    /// - Parameters:
    ///   - courier: Is shut down when the drain ends.
    ///   - clock: The outbox's own.
    init(
        workspace: Workspace, outbox: any Outbox, sender: any OutboxSender, courier: any Courier,
        clock: @escaping OutboxClock, events: @escaping (DrainEvent) -> Void
    ) {
        (self.workspace, self.outbox, self.sender) = (workspace, outbox, sender)
        (self.courier, self.clock, onEvent) = (courier, clock, events)
        takeConfiguration()
        report.remarks = sender.recovery.warnings
        onEvent(.recovered(sender.recovery))
    }

    /// Takes the right to send and recovers what the last sender left.
    ///
    /// - Parameter events: Called on the thread that runs the drain, between two steps of its work: must be quick.
    /// - Throws: `OutboxError`, with `isBusy` and the holder's name when another process sends.
    public static func open(
        workspace: Workspace, outbox: any Outbox,
        events: @escaping (DrainEvent) -> Void = { _ in }
    ) throws -> Drain {
        outbox.configure(workspace.configuration.automations.map(\.policy))
        let sender = try outbox.openSender(
            SenderOptions(
                divider: BodyDivider(), aheadMax: aheadMax, programVersion: ProgramVersion.number))
        return Drain(
            workspace: workspace, outbox: outbox, sender: sender, courier: Sender(),
            clock: workspace.clock, events: events)
    }

    /// Sends; while another process holds the right to, watches it instead, and takes over when that ends with
    /// something left.
    ///
    /// - Parameter runs: Watch only these runs' messages; has no effect on what is sent.
    /// - Throws: `OutboxError` when the disk fails; what `progress` throws, after everything in flight is settled.
    public static func run(
        workspace: Workspace, outbox: any Outbox, mode: DrainMode, watching runs: [Identifier] = [],
        control: DrainControl = DrainControl(),
        progress: @escaping (DrainProgress) throws -> Void = { _ in }
    ) throws -> DrainReport {
        let watch = DrainWatch(
            outbox: outbox, runs: runs, mode: mode, control: control, start: workspace.now)
        while true {
            do {
                let drain = try open(workspace: workspace, outbox: outbox)
                return try drain.run(watch.modeLeft, control: control, progress: progress)
            } catch let error as OutboxError where error.isBusy {
                if let report = try watch.watch() { return report }
            }
        }
    }

    /// Sends until its mode says that it is over or `control` stops it, and gives up the right to send. Once.
    ///
    /// - Parameter progress: Called after each step, in a quiet ``DrainMode/continuous`` drain once a second.
    /// - Throws: As the static `run`.
    public func run(
        _ mode: DrainMode, control: DrainControl = DrainControl(),
        progress: (DrainProgress) throws -> Void = { _ in }
    ) throws -> DrainReport {
        control.attach { [courier] in courier.wake() }
        defer {
            control.attach {}
            courier.shutdown(drainTimeout: .zero)
        }
        self.mode = mode
        pace = DrainPace(mode, start: now)
        do {
            try loop(control, progress)
        } catch {
            try? stop()
            throw error
        }
        try stop()
        return report
    }

    var now: Moment { clock() }

    // MARK: - The loop

    private func loop(
        _ control: DrainControl, _ progress: (DrainProgress) throws -> Void
    ) throws {
        while !control.isStopped {
            if let workspace = control.takeWorkspace() { try reload(workspace) }
            let moved = try exchange()
            if ended.isEmpty, flights.isEmpty {
                let due = try sender.nextDue(lanes: nil, now: now)
                let pause = pace.pause(untilDue: due, now: now, moved: moved)
                guard let pause else { return }
                try tend(isIdle: pause > .zero)
                if pause > .zero { _ = courier.nextCompletions(timeout: pause) }
            } else {
                if ended.isEmpty {
                    try take(courier.nextCompletions(timeout: DrainPace.longestPause))
                }
                try tend(isIdle: false)
            }
            try progress(
                DrainProgress(
                    delivered: report.delivered, inFlight: flights.count,
                    bytesSent: courier.progress().bytesSent))
        }
    }

    /// Writes what became of attempts, claims what comes next, and begins to send it.
    ///
    /// - Returns: Whether there was anything to write down or to claim.
    private func exchange() throws -> Bool {
        let due = pace.claimTime(now: now)
        let outcomes = ended
        let result: (settlements: [Settlement], claims: [Claim])
        do {
            let limit = due == nil ? 0 : max(0, slotsMax - flights.count)
            if limit == 0, outcomes.isEmpty { return false }
            result = try patiently {
                try sender.exchange(
                    outcomes, limit: limit, lanes: nil, due: due ?? now, now: now)
            }
        } catch let error as OutboxError where error.isBusy || error.isFull {
            // What was sent has to be written down before all; claims come by themselves once there is room.
            guard !outcomes.isEmpty || isContinuous else { throw error }
            try settle()
            return false
        }
        ended = []
        note(result.settlements, of: outcomes)
        for claim in result.claims {
            if let verdict = try start(claim) { ended.append(Outcome(claim, verdict)) }
        }
        return !result.claims.isEmpty || !outcomes.isEmpty
    }

    /// Writes what became of attempts.
    private func settle() throws {
        let outcomes = ended
        guard !outcomes.isEmpty else { return }
        let settlements = try patiently { try sender.settle(outcomes, now: now) }
        ended = []
        note(settlements, of: outcomes)
    }

    private var isContinuous: Bool {
        if case .continuous = mode { true } else { false }
    }

    private func tend(isIdle: Bool) throws {
        let instant = ContinuousClock.now
        if !isIdle { tended.idle = nil }
        let isDue =
            isIdle
            ? tended.idle.map { instant - $0 >= Self.tendsEvery.idle } ?? true
            : instant - tended.busy >= Self.tendsEvery.busy
        guard isDue else { return }
        try patiently { try sender.tend(idle: isIdle, now: now) }
        tended.busy = instant
        if isIdle { tended.idle = instant } else { giveUpStuckLanes() }
    }

    /// Waits for what is in flight, stops what takes too long, and writes down how everything ended.
    private func stop() throws {
        let deadline = ContinuousClock.now + Self.drainTime
        for lane in Set(flights.values.map(\.claim.lane)) { courier.recall(lane: lane) }
        try settle()
        while !flights.isEmpty, case let left = deadline - .now, left > .zero {
            try take(courier.nextCompletions(timeout: left))
            try settle()
        }
        courier.shutdown(drainTimeout: .zero)
        while !flights.isEmpty {
            try take(courier.nextCompletions(timeout: .seconds(1)))
            try settle()
        }
        try settle()
        try patiently { try sender.tend(idle: true, now: now) }
        try patiently { try sender.close(now: now) }
    }

    // MARK: - Configuration

    private func reload(_ workspace: Workspace) throws {
        self.workspace = workspace
        takeConfiguration()
        let policies = workspace.configuration.automations.map(\.policy)
        onEvent(
            .recovered(
                try patiently { try sender.reconfigure(policies, now: now) }))
    }

    private func takeConfiguration() {
        let all = workspace.configuration.automations
        automations = Dictionary(
            all.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
        // Each lane has room for all that it may send, so that a slow one leaves the others theirs.
        let lanes = Dictionary(
            all.map { ($0.laneName, $0.delivery.concurrencyMax) }, uniquingKeysWith: min)
        slotsMax = max(1, lanes.values.reduce(0) { $0 + $1 + Self.aheadMax })
    }

    /// Asks again while another process writes, or while the volume is full: what is sent makes room.
    func patiently<Value>(_ body: () throws -> Value) throws -> Value {
        for _ in 0..<5 {
            do {
                return try body()
            } catch let error as OutboxError where error.isBusy {
                continue
            } catch let error as OutboxError where error.isFull {
                Thread.sleep(forTimeInterval: 0.2)
            }
        }
        return try body()
    }
}
