import HealthConfig
import HealthOutbox
import Logging
import Synchronization

/// Decides which notices go out, and hands them to a thread of its own that does.
final class NoticeDesk: Sendable {
    /// More than can wait are dropped, oldest first: they tell of the same trouble.
    private static let waitingMax = 100
    private static let ledgerBytesMax = 256 << 10

    private struct State {
        var ledger: NoticeLedger
        var waiting: [Notice] = []
    }

    private let live: LiveWorkspace
    private let logger: Logger
    private let ledgerPath: String
    private let state: Mutex<State>
    let bell = Bell()

    init(_ live: LiveWorkspace, logger: Logger) {
        (self.live, self.logger) = (live, logger)
        ledgerPath = live.current.spool + "/told.json"
        let bytes = FileReplacement.read(ledgerPath, bytesMax: Self.ledgerBytesMax)
        state = Mutex(State(ledger: bytes.flatMap { NoticeLedger(json: $0) } ?? NoticeLedger()))
    }

    /// Tells what happened, if some automation wants to hear of it.
    ///
    /// - Parameter automation: `nil`: any automation will do.
    func tell(
        _ notice: Notice, wantedFor moment: ScheduleConfig.NotifyMoment,
        by automation: AutomationConfig? = nil
    ) {
        guard isWanted(moment, by: automation) else { return }
        enqueue(notice)
    }

    /// Tells of a trouble unless it was told within the last hour.
    ///
    /// - Parameter key: The same for the same trouble.
    func tellTrouble(_ notice: Notice, key: String, by automation: AutomationConfig? = nil) {
        guard isWanted(.onTrouble, by: automation) else { return }
        let ledger = state.withLock { state in
            state.ledger.tell(key, now: notice.at) ? state.ledger : nil
        }
        guard let ledger else { return }
        do {
            // First remembered, then told: a crash between the two costs one notice and makes no storm.
            try FileReplacement.write(ledger.json, to: ledgerPath, mode: 0o600)
        } catch {
            logger.warning("What was told cannot be remembered.", metadata: ["why": "\(error)"])
        }
        enqueue(notice)
    }

    private func isWanted(
        _ moment: ScheduleConfig.NotifyMoment, by automation: AutomationConfig?
    ) -> Bool {
        let configuration = live.current.configuration
        let ways = configuration.notifications
        guard ways.command != nil || ways.webhook != nil || ways.desktop else { return false }
        if let automation { return automation.schedule.notify.contains(moment) }
        return configuration.automations.contains { $0.schedule.notify.contains(moment) }
    }

    private func enqueue(_ notice: Notice) {
        state.withLock { state in
            state.waiting.append(notice)
            if state.waiting.count > Self.waitingMax { state.waiting.removeFirst() }
        }
        bell.ring()
    }

    /// Sends what waits; on the thread that does nothing else.
    func sendWaiting() {
        while !bell.isStopped,
            let notice = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() })
        {
            let bell = bell
            NoticeSender(
                workspace: live.current, logger: logger, isStopped: { bell.isStopped }
            ).send(notice)
        }
    }
}
