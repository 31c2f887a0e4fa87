import HealthOutbox

/// Finds the one thing that a person should do for an automation: a value without I/O.
struct TroubleFinder {
    let status: AutomationStatus
    /// `nil`: nothing was ever enqueued for it.
    let lane: LaneStats?
    let now: Moment
    var isSending = false
    /// Whether its time came and nobody started it.
    var isMissed = false
    /// Whether newer runs wait for a held message.
    var blocks = true
    /// The oldest of each, if there is one.
    var corrupt: MessageSummary?
    var held: MessageSummary?
    var dead: MessageSummary?

    /// The worst first; `nil` when nobody has to do anything.
    var trouble: AutomationStatus.Trouble? {
        closedLane ?? setAside ?? waitingLane ?? lastRunTrouble ?? nobodyRuns ?? nobodySends
    }

    private typealias Trouble = AutomationStatus.Trouble

    private var closedLane: Trouble? {
        guard let lane, lane.state == .held || lane.state == .disabled else { return nil }
        let reason = lane.reason.map { ": \($0)" } ?? ""
        return Trouble(
            kind: .laneClosed, isCritical: true,
            text: "its lane is \(lane.state.rawValue)\(reason); \(waiting). Mend it, then:",
            command: "hae outbox release --lane \"\(lane.lane)\"")
    }

    private var setAside: Trouble? {
        if let corrupt {
            return Trouble(
                kind: .corrupt, isCritical: true,
                text: "message \(Self.short(corrupt)) is damaged on disk and set aside"
                    + (blocks ? "; newer runs wait for it" : ""),
                command: "hae outbox verify --repair")
        }
        if let held {
            return Trouble(
                kind: .held, isCritical: blocks,
                text: "message \(Self.short(held)) is held (\(held.reason ?? "by hand"))"
                    + (blocks ? "; newer runs wait for it" : ""),
                command: "hae outbox show \(Self.short(held))")
        }
        if let dead {
            let reason = dead.reason ?? dead.last?.summary ?? "no reason was recorded"
            return Trouble(
                kind: .dead, isCritical: false,
                text: "message \(Self.short(dead)) was refused for good: \(reason)",
                command: "hae outbox list --automation \"\(status.name)\" --state dead")
        }
        return nil
    }

    private var waitingLane: Trouble? {
        guard let lane, lane.state == .broken || lane.state == .throttled, status.queued > 0 else {
            return nil
        }
        let reason = lane.reason ?? lane.lastError ?? "no reason was recorded"
        let what =
            lane.state == .broken ? "its endpoint keeps failing" : "its endpoint asked for a pause"
        return Trouble(
            kind: .laneWaits, isCritical: false,
            text: "\(what): \(reason); \(waiting), and it goes on by itself",
            command: "hae outbox flush --lane \"\(lane.lane)\"")
    }

    private var lastRunTrouble: Trouble? {
        guard let run = status.lastRun else { return nil }
        let name = "\"\(status.name)\""
        switch run.state {
        case .failed:
            return Trouble(
                kind: .runFailed, isCritical: false,
                text: "the last run failed: \(run.error ?? "one of its messages is dead")",
                command: "hae log \(name)")
        case .interrupted:
            return Trouble(
                kind: .runInterrupted, isCritical: false,
                text: "the last run was interrupted; the next one finishes it",
                command: "hae run \(name)")
        case .queued where run.error != nil:
            return Trouble(
                kind: .runWaits, isCritical: false, text: run.error ?? "",
                command: "hae log \(name)")
        case .running, .closed, .delivered, .queued, .empty:
            return nil
        }
    }

    private var nobodyRuns: Trouble? {
        guard isMissed, !isSending, let due = status.nextRun else { return nil }
        let late = Humanize.duration(seconds: now.instant.seconds(since: due))
        return Trouble(
            kind: .overdue, isCritical: false,
            text: "it was due \(late) ago, and no daemon is running", command: "hae daemon")
    }

    private var nobodySends: Trouble? {
        guard status.queued > 0, !isSending else { return nil }
        let failing = lane.flatMap { $0.failuresInRow > 0 ? $0.lastError : nil }
        let said = failing.map { " (last: \($0))" } ?? ""
        return Trouble(
            kind: .nobodySends, isCritical: false,
            text: "\(waiting)\(said), and no sender is running", command: "hae send")
    }

    private var waiting: String {
        status.queued == 1 ? "1 message waits" : "\(status.queued) messages wait"
    }

    private static func short(_ message: MessageSummary) -> String {
        String(message.id.text.prefix(8))
    }
}
