import HealthPipeline

/// Everything that `show` knows of one message, gathered once.
struct MessageView {
    var message: ListedMessage
    /// `nil` when only the receipt is left.
    var detail: MessageDetail?
    /// Present when the message is finished.
    var receipt: Receipt?
    /// Oldest first.
    var attempts: [AttemptRecord]
    var automation: AutomationConfig?
    var sender: SenderHolder?
    var now: Moment

    /// - Throws: `CommandFailure` when nothing is known of the id.
    init(_ id: Identifier, _ desk: OutboxDesk) throws {
        detail = try desk.outbox.detail(of: id)
        receipt = try detail?.receipt ?? desk.outbox.receipt(of: id)
        now = desk.now
        if let receipt {
            message = ListedMessage(
                receipt, name: try desk.name(of: receipt.automation, run: receipt.run))
            message.parent = detail?.summary.parent ?? message.parent
            automation = desk.automation(id: receipt.automation)
        } else if let detail {
            message = ListedMessage(detail.summary)
            automation = desk.automation(id: detail.summary.automation)
        } else {
            throw CommandFailure(.failed, "There is no message \(id).")
        }
        attempts = try desk.outbox.attempts(of: id)
        sender = receipt == nil ? try desk.outbox.stats().sender : nil
    }

    /// How often it was tried; of a finished message whose attempts are gone, how often it failed.
    var tries: Int { attempts.last?.number ?? message.attempts }
}
