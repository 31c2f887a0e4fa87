import HealthPipeline

/// Why a message that is ready has not been sent: its lane, an older message, its last failure, or only its turn.
struct ReadyStory {
    private let view: MessageView
    private let id: String

    init(_ view: MessageView) {
        self.view = view
        id = view.message.id.short
    }

    var answers: MessageStory.Answers {
        if let detail = view.detail, detail.laneState != .open { return closedLane(detail) }
        if let blocker = view.detail?.waitsFor { return waiting(for: blocker) }
        return (lastFailure, turn, "hae outbox retry \(id) --now | hold | cancel --yes")
    }

    // MARK: - Nothing stands before it

    private var lastFailure: String {
        guard let last = view.message.last else {
            return "not tried yet; enqueued at \(view.message.created.clock(now: view.now))"
        }
        let arrived = view.message.maybeDelivered ? "; may already have arrived once" : ""
        return "\(last.error ?? "the last try ended without an answer") "
            + "(\(Humanize.ordinal(view.tries)) try, \(last.at.clock(now: view.now)))\(arrived)"
    }

    private var turn: String {
        let due = view.message.due ?? view.now
        let verb = view.message.last == nil ? "sent" : "retry"
        let time =
            due <= view.now
            ? "as soon as a sender has a free slot" : "at \(due.clock(now: view.now))"
        return "\(verb) \(time); the lane is open" + lastDelivery + senderHint
    }

    private var lastDelivery: String {
        view.detail?.laneLastOK.map { ", last delivery \($0.clock(now: view.now))" }
            ?? ", nothing delivered yet"
    }

    private var senderHint: String {
        view.sender == nil ? "; no sender is running: hae send" : ""
    }

    // MARK: - The lane is closed

    private func closedLane(_ detail: MessageDetail) -> MessageStory.Answers {
        let lane = ShellText.quoted(detail.summary.lane)
        let reason = detail.laneReason.map { ": \($0)" } ?? ""
        let waiting =
            detail.laneWaiting == 1
            ? "1 message waits" : "\(Humanize.count(detail.laneWaiting)) messages wait"
        let why = "lane \(detail.laneState.rawValue)\(reason), \(waiting)"
        let probe = detail.laneResumesAt.map {
            $0 <= view.now ? "now" : "at \($0.clock(now: view.now))"
        }
        switch detail.laneState {
        case .open, .throttled:
            return (
                why,
                "the lane goes on \(probe ?? "when it is released")" + lastDelivery + senderHint,
                "hae outbox flush --lane \(lane) | hold \(id) | cancel \(id) --yes"
            )
        case .broken:
            return (
                why,
                "one message tries the way \(probe ?? "when it is released")" + lastDelivery
                    + senderHint,
                "hae outbox flush --lane \(lane) | hold \(id) | cancel \(id) --yes"
            )
        case .held, .disabled:
            let next =
                probe.map { "one message tries the way \($0)" }
                ?? "nothing until the lane is released"
            return (
                why, next + lastDelivery + (probe == nil ? "" : senderHint),
                "hae outbox release --lane \(lane) | cancel \(id) --yes"
            )
        }
    }

    // MARK: - An older message stands before it

    private func waiting(for blocker: MessageSummary) -> MessageStory.Answers {
        let other = ListedMessage(blocker)
        let reason = blocker.reason.map { ", \($0)" } ?? ""
        let why =
            "after \(blocker.id.short), run \(blocker.run.short) part \(blocker.part): "
            + other.state.rawValue + reason
        let help =
            switch blocker.state {
            case .held: "hae outbox release \(blocker.id.short) | cancel \(blocker.id.short) --yes"
            case .corrupt: "hae outbox verify --repair | cancel \(blocker.id.short) --yes"
            case .dead: "hae outbox retry \(blocker.id.short) | cancel \(blocker.id.short) --yes"
            case .ready, .inflight, .delivered, .split, .cancelled:
                "hae outbox show \(blocker.id.short) | hold \(id) | cancel \(id) --yes"
            }
        return (
            why,
            "its turn comes when that one is settled; the lane is open" + lastDelivery + senderHint,
            help
        )
    }
}
