public import HealthModel
public import HealthOutbox

/// Something that happened in a drain, for those who log or notify.
public enum DrainEvent: Sendable {
    /// What the start, or a new configuration, did to stored messages.
    case recovered(RecoveryReport)
    /// One attempt ended, and this is what it meant. Written already.
    case settled(Settlement, Verdict)
    /// Requests of a lane did not end in their time; its connections were given up and are made anew.
    case stuck(lane: String)
}
