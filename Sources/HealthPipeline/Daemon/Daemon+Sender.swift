import HealthModel
import HealthOutbox
import Logging
import Synchronization

/// The thread that sends, and what the log says of it.
extension Daemon {
    func send(_ handOver: DrainHandOver) throws {
        defer { pulses.end("sender") }
        _ = try handOver.drain.run(.continuous, control: control) { [pulses] _ in
            pulses.beat("sender")
        }
    }

    func note(_ event: DrainEvent) {
        switch event {
        case .recovered(let report): note(report)
        case .stuck(let lane):
            logger.error(
                "Requests did not end in their time; the lane's connections are made anew.",
                metadata: ["lane": "\(lane)"])
        case .settled(let settlement, let verdict):
            inbound.counters.withLock {
                if settlement.state == .delivered { $0.deliveries += 1 } else { $0.failures += 1 }
            }
            note(settlement, verdict)
        }
        inbound.bell.ring()
    }

    private func note(_ report: RecoveryReport) {
        for warning in report.warnings {
            logger.warning("Outbox.", metadata: ["what": "\(warning)"])
        }
        guard report.recovered + report.heldForRemoval + report.released + report.moved > 0 else {
            return
        }
        logger.info(
            "Queued messages were put in order.",
            metadata: [
                "recovered": "\(report.recovered)", "suspects": "\(report.suspects)",
                "held": "\(report.heldForRemoval)", "released": "\(report.released)",
                "moved": "\(report.moved)",
            ])
    }

    private func note(_ settlement: Settlement, _ verdict: Verdict) {
        var level = Logger.Level.debug
        if settlement.state == .dead || settlement.state == .corrupt { level = .error }
        if settlement.laneChanged { level = settlement.laneState == .open ? .notice : .warning }
        logger.log(
            level: level, settlement.laneChanged ? "A lane changed." : "An attempt ended.",
            metadata: [
                "lane": "\(settlement.lane)", "lane_state": "\(settlement.laneState.rawValue)",
                "message": "\(settlement.id)", "state": "\(settlement.state?.rawValue ?? "-")",
                "result": "\(verdict.summary)", "why": "\(settlement.laneReason ?? "-")",
            ])
    }
}
