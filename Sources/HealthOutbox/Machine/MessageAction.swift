/// What has to be written with a message's new state, in the same transaction.
enum MessageAction: Sendable, Equatable {
    case beginAttempt
    case endAttempt
    /// There was none: nothing remains of the claim.
    case forgetAttempt
    case writeReceipt(Receipt.Outcome)
    case removeBody
    /// The bytes as found go to `quarantine/`.
    case quarantineBody
    case closeQuarantine
    case enqueuePieces
    case enqueueReplacement
    /// The lane's counter of what ended undelivered.
    case countDiscard(reason: String)
    /// A person's decision or an expiry gave the message a new life: `expires_at` counts from now.
    case renewExpiry
    /// The counters of the rules of section 9 begin anew.
    case forgetTally
    case removeMessage
}
