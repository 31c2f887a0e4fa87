import HealthPipeline

/// The five answers of `show`: where is it, why, what happens next and when, what can I do.
struct MessageStory {
    /// State, automation, run, part and size.
    let place: String
    let why: String
    let next: String
    /// Commands; the first in full, the others as its last words.
    let help: String

    init(_ view: MessageView) {
        let message = view.message
        place =
            "\(message.id.short)  \(message.stateText)  automation \"\(message.automation)\", "
            + "run \(message.run.short) part \(message.part)  \(Humanize.bytes(message.bytes)), "
            + Humanize.count(message.records, "record")
        switch message.state {
        case .ready:
            (why, next, help) = ReadyStory(view).answers
        case .inflight:
            (why, next, help) = Self.inflight(view)
        case .held:
            (why, next, help) = Self.held(view)
        case .dead:
            (why, next, help) = Self.dead(view)
        case .corrupt:
            (why, next, help) = Self.corrupt(view)
        case .delivered, .split, .cancelled:
            (why, next, help) = Self.finished(view)
        }
    }

    var lines: [String] {
        [place, "why       \(why)", "next      \(next)", "you can   \(help)"]
    }

    typealias Answers = (why: String, next: String, help: String)

    private static func inflight(_ view: MessageView) -> Answers {
        let id = view.message.id.short
        let began = view.attempts.last.map { " since \($0.startedAt.clock(now: view.now))" } ?? ""
        let why: String
        let next: String
        if let sender = view.sender {
            why = "process \(sender.pid) sends it\(began) (\(Humanize.ordinal(view.tries)) try)"
            let wish = view.detail?.wish.map {
                ($0 == "hold" ? "held" : "cancelled") + ", as asked"
            }
            next = "delivered when the answer is good; else \(wish ?? "tried again or set aside")"
        } else {
            why = "a sender took it\(began) and is gone"
            next = "the next sender takes it back and tries again; it may then arrive twice"
        }
        return (why, next, "hae outbox hold \(id) --force | cancel \(id) --force --yes")
    }

    private static func held(_ view: MessageView) -> Answers {
        let (message, id) = (view.message, view.message.id.short)
        let blocks = view.automation.map { $0.delivery.order != .none } ?? true
        var help = "hae outbox release \(id) | cancel \(id) --yes"
        var why = "held, " + HeldReason.sentence(message.reason, message, now: view.now)
        if view.detail?.isOvertaken == true {
            why += "; a later run has already delivered what it covers"
            help = "hae outbox cancel \(id) --yes | release \(id) --force"
        }
        let next =
            "nothing until somebody decides"
            + (blocks ? "; newer runs of the automation wait for it" : "")
        return (why, next, help)
    }

    private static func dead(_ view: MessageView) -> Answers {
        let (message, id) = (view.message, view.message.id.short)
        let said = message.reason ?? message.last?.error ?? "no reason was recorded"
        var why = "refused for good: \(said)"
        if let last = message.last {
            why += " (\(Humanize.ordinal(view.tries)) try, \(last.at.clock(now: view.now)))"
        }
        var help = "hae outbox retry \(id) | show \(id) --body | cancel \(id) --yes"
        if view.detail?.isOvertaken == true {
            why += "; a later run has already delivered what it covers"
            help = "hae outbox cancel \(id) --yes | retry \(id) --force | show \(id) --body"
        }
        return (why, "nothing; it is kept until somebody decides", help)
    }

    private static func corrupt(_ view: MessageView) -> Answers {
        let id = view.message.id.short
        return (
            "its stored bytes are not those that were enqueued; they are set aside in quarantine",
            "nothing until it is mended or given up; newer runs of the automation wait for it",
            "hae outbox verify --repair | cancel \(id) --yes"
        )
    }

    private static func finished(_ view: MessageView) -> Answers {
        let message = view.message
        let end = view.receipt.map { $0.at.clock(now: view.now) } ?? "an unknown time"
        let runLog = "hae log --run \(message.run.short)"
        let children = (view.receipt?.childIDs ?? []).map(\.short)
        switch (view.receipt?.outcome, children.first) {
        case (.split, let first?):
            return (
                "it was too large and was divided at \(end)",
                "its records go out as \(children.joined(separator: " and "))",
                "hae outbox show \(first)"
            )
        case (.replaced, let first?):
            return (
                "it was replaced at \(end)", "its records go out as \(first)",
                "hae outbox show \(first)"
            )
        case (.cancelled, _):
            return (
                "given up at \(end)" + (message.reason.map { ": \($0)" } ?? ""),
                "nothing; only this receipt is left", runLog
            )
        case (.delivered, _), (.split, nil), (.replaced, nil), (nil, _):
            let status = view.receipt?.status.map { " with \($0)" } ?? ""
            let twice = message.maybeDelivered ? "; it may have arrived more than once" : ""
            let tries = max(1, view.tries)
            return (
                "delivered\(status) at \(end) (\(Humanize.ordinal(tries)) try)\(twice)",
                "nothing; only this receipt is left", runLog
            )
        }
    }
}
