import HealthConfig
import HealthModel
public import HealthOutbox
import HealthSender

/// Sends what is due: claims, hands to the courier, and settles what came of it.
///
/// The loop runs on the caller's thread and blocks; the courier works on threads of its own. A message's slot
/// is free only when its receipt is on stable storage, so that a kill can repeat only a few.
public final class Drain {
    /// Requests in flight over all lanes; each lane's own limit holds as well.
    static let slotsMax = 16

    private let workspace: Workspace
    private let outbox: any Outbox
    private let courier: any Courier
    private let onProgress: (DrainProgress) throws -> Void
    private let automations: [String: AutomationConfig]
    private var inFlight: [Int64: Claim] = [:]
    private var nextTag: Int64 = 1
    private var report = DrainReport()

    /// - Parameter courier: Belongs to the caller, who shuts it down.
    init(
        workspace: Workspace, outbox: any Outbox, courier: any Courier,
        progress: @escaping (DrainProgress) throws -> Void
    ) {
        (self.workspace, self.outbox, self.courier) = (workspace, outbox, courier)
        onProgress = progress
        automations = Dictionary(
            uniqueKeysWithValues: workspace.configuration.automations.map { ($0.identity, $0) })
    }

    /// Sends with a courier of its own; when another process holds the right to send, watches it instead.
    ///
    /// - Parameter runs: Watch only these runs' messages; has no effect on what is sent.
    /// - Throws: `OutboxError` when the disk fails; what `progress` throws, after everything in flight is settled.
    public static func run(
        workspace: Workspace, outbox: any Outbox, mode: DrainMode, watching runs: [Identifier] = [],
        progress: @escaping (DrainProgress) throws -> Void = { _ in }
    ) throws -> DrainReport {
        outbox.configure(workspace.configuration.automations.map(\.policy))
        let sender: any OutboxSender
        do {
            sender = try outbox.openSender(
                SenderOptions(programVersion: ProgramVersion.number))
        } catch let error as OutboxError where error.isBusy {
            return try DrainWatch(workspace: workspace, outbox: outbox, runs: runs).watch(mode)
        }
        let courier = Sender()
        let drain = Drain(
            workspace: workspace, outbox: outbox, courier: courier, progress: progress)
        defer { courier.shutdown(drainTimeout: .zero) }
        drain.report.remarks = sender.recovery.warnings
        do {
            try drain.loop(sender, mode: mode)
        } catch {
            try drain.stop(sender)
            throw error
        }
        try sender.tend(idle: true, now: workspace.now)
        try sender.close(now: workspace.now)
        return drain.report
    }

    private func loop(_ sender: any OutboxSender, mode: DrainMode) throws {
        let passStart = workspace.now
        let clock = ContinuousClock()
        let deadline: ContinuousClock.Instant? =
            if case .waiting(let time) = mode { clock.now + time } else { nil }
        while true {
            let isOver = deadline.map { clock.now >= $0 } ?? false
            if !isOver {
                // A single pass keeps its clock: what it deferred is not due again.
                try fillSlots(sender, now: deadline == nil ? passStart : workspace.now)
            }
            if inFlight.isEmpty {
                guard let deadline, !isOver else { return }
                guard let due = try sender.nextDue(lanes: nil, now: workspace.now) else { return }
                let pause = max(0.01, due.seconds(since: workspace.now))
                guard clock.now + .seconds(pause) < deadline else { return }
                _ = courier.nextCompletions(timeout: .seconds(min(pause, 1)))
            } else {
                try settle(courier.nextCompletions(timeout: .milliseconds(500)), sender)
            }
            try onProgress(
                DrainProgress(
                    delivered: report.delivered, inFlight: inFlight.count,
                    bytesSent: courier.progress().bytesSent))
        }
    }

    /// Ends what is in flight and writes down how it ended.
    private func stop(_ sender: any OutboxSender) throws {
        courier.shutdown(drainTimeout: .seconds(5))
        while !inFlight.isEmpty {
            try settle(courier.nextCompletions(timeout: .seconds(1)), sender)
        }
        try sender.close(now: workspace.now)
    }

    // MARK: - One message

    private func fillSlots(_ sender: any OutboxSender, now: Moment) throws {
        while inFlight.count < Self.slotsMax {
            let claims = try sender.claim(
                limit: Self.slotsMax - inFlight.count, lanes: nil, now: now)
            if claims.isEmpty { return }
            var failed: [Outcome] = []
            for claim in claims {
                if let verdict = try start(claim, sender) { failed.append(Outcome(claim, verdict)) }
            }
            try record(failed, sender)
        }
    }

    /// Begins to send a claim.
    ///
    /// - Returns: A verdict when it could not even begin.
    private func start(_ claim: Claim, _ sender: any OutboxSender) throws -> Verdict? {
        guard let automation = automations[claim.automation] else {
            return .notStarted(
                .laneConfiguration, "the automation is not in the configuration any more")
        }
        do {
            var endpoint = try automation.endpoint(secrets: workspace.secrets)
            endpoint.noExpect = claim.expectation == .never
            let body = try sender.body(of: claim)
            if claim.mustMark { try sender.mark(claim, reached: .sending) }
            let tag = nextTag
            nextTag += 1
            var request = Request(
                tag: tag, method: claim.method, headers: claim.headers, body: body,
                dataKey: workspace.registry[automation.dataType]?.descriptor.dataKey)
            request.freshConnection = claim.freshConnection
            request.asksBeforeBody = claim.expectation == .always
            try courier.submit(request, to: endpoint, lane: claim.lane)
            inFlight[tag] = claim
            return nil
        } catch let error as OutboxError where error.isBodyMismatch {
            return .notStarted(.corrupt, "the stored bytes are not those that were enqueued")
        } catch let error as SecretError {
            return .notStarted(.laneAuth, "\(error)")
        }
    }

    private func settle(_ completions: [Completion], _ sender: any OutboxSender) throws {
        var outcomes: [Outcome] = []
        for completion in completions {
            guard let claim = inFlight.removeValue(forKey: completion.tag) else { continue }
            outcomes.append(Outcome(claim, completion.verdict))
        }
        try record(outcomes, sender)
    }

    private func record(_ outcomes: [Outcome], _ sender: any OutboxSender) throws {
        guard !outcomes.isEmpty else { return }
        let settlements = try sender.settle(outcomes, now: workspace.now)
        report.attempts += outcomes.count
        for (outcome, settlement) in zip(outcomes, settlements) {
            if settlement.state == .delivered {
                report.delivered += 1
                report.bytes += outcome.claim.bodyLength
            } else if settlement.laneState != .open {
                report.trouble[settlement.lane] = settlement.laneReason ?? outcome.verdict.summary
            } else {
                report.trouble[settlement.lane] = outcome.verdict.summary
            }
        }
    }
}

extension Verdict {
    /// The verdict on a claim whose request was never made.
    fileprivate static func notStarted(_ fate: Fate, _ summary: String) -> Verdict {
        Verdict(fate: fate, phase: .started, summary: summary)
    }
}
