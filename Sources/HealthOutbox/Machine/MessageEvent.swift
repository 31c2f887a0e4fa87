/// What can happen to a message. The edges of section 4 of the outbox reference stand beside each event.
enum MessageEvent: Sendable, Equatable {
    /// E2
    case claimed(epoch: Int64)
    /// E3
    case delivered
    /// E4, and E5 when the answer was lost.
    case failed(due: Moment, unclear: Bool)
    /// E6: the answer was lost, and a person has to decide.
    case unclear
    /// E7, E8: nothing that the message is to blame for. `due` is `nil` when only the lane makes it wait.
    case returned(due: Moment?, unclear: Bool)
    /// E8 for one whose request was never begun: as if it had not been claimed.
    case unclaimed
    /// E9, E10. `began`: bytes may have left. `personDecides`: its automation is not idempotent.
    case crashed(began: Bool, personDecides: Bool)
    /// E11
    case died(reason: String)
    /// E12
    case divided
    /// E13, E14
    case damaged
    /// E15
    case held(reason: String)
    /// E16
    case released(due: Moment)
    /// E17, and E24 for one that is ready.
    case retried(due: Moment, resetAttempts: Bool)
    /// E18
    case revived(due: Moment)
    /// E19
    case cancelled(reason: String)
    /// E20
    case wished(MessageMachine.Wish)
    /// E21, E23
    case replaced
    /// E22
    case repaired(due: Moment)
    /// E24
    case rescheduled(due: Moment)
    /// E25
    case collected
}
