import HealthConfig
import HealthOutbox

extension Notice {
    /// What there is to say of a run that is over, or whose data waits.
    static func ofRun(_ run: Run, at now: Moment) -> Notice {
        let requests = "\(run.requests) request\(run.requests == 1 ? "" : "s")"
        let text: String
        switch run.state {
        case .delivered: text = "\(requests) with \(run.records) records delivered."
        case .empty: text = "There was nothing new to send."
        case .failed: text = run.error ?? "\(run.dead) of \(requests) refused for good."
        case .queued:
            text =
                "\(run.delivered) of \(requests) delivered; the rest waits and goes on by itself."
        case .running, .interrupted, .closed: text = "It has stopped half-way."
        }
        return Notice(
            .run, at: now, automation: run.automationName,
            title: "\(run.automationName): \(run.state.rawValue)", text: text,
            command: run.state == .failed ? "hae log \"\(run.automationName)\"" : nil,
            state: run.state.rawValue,
            counts: [
                "records": run.records, "requests": Int64(run.requests),
                "delivered": Int64(run.delivered), "bytes": run.bytes,
            ])
    }

    static func ofImport(_ name: String, _ outcome: ImportOutcome, at now: Moment) -> Notice {
        let (inserted, gone) = (
            outcome.stored?.total.inserted ?? 0, outcome.stored?.total.gone ?? 0
        )
        var text = "\(inserted) new records from \(name)."
        if gone > 0 { text += " \(gone) are gone from the phone." }
        if outcome.rejected > 0 { text += " \(outcome.rejected) were set aside." }
        return Notice(
            .newData, at: now, title: "New health data", text: text,
            counts: [
                "inserted": Int64(inserted), "gone": Int64(gone),
                "rejected": Int64(outcome.rejected),
            ])
    }

    static func ofTrouble(
        _ trouble: AutomationStatus.Trouble, _ automation: String, at now: Moment
    ) -> Notice {
        Notice(
            .trouble, at: now, automation: automation, title: "\(automation): trouble",
            text: trouble.text, command: trouble.command, isCritical: trouble.isCritical)
    }
}
