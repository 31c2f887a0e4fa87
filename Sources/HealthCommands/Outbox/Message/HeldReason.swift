import HealthPipeline

/// Why a message is held, in words: the outbox keeps a word for what a program decides by.
enum HeldReason {
    static func sentence(_ reason: String?, _ message: ListedMessage, now: Moment) -> String {
        switch reason {
        case "maybe_delivered":
            "maybe_delivered: the answer was lost, and the automation is not idempotent"
        case "crash_suspect":
            "crash_suspect: every sender that took it died before it was done"
        case "expired":
            "expired: older than the automation's life"
                + (message.expires.map { ", which ended at \($0.clock(now: now))" } ?? "")
        case "automation_removed": "automation_removed: the configuration no longer has it"
        case "hold", nil: "by hand"
        case let reason?: "by hand: \(reason)"
        }
    }
}
