/// What a lane does with its messages. Source: section 3 of the outbox reference.
public enum LaneState: String, Sendable, CaseIterable {
    case open
    /// The receiver asked for a pause.
    case throttled
    /// The breaker is open: too many failures in a row. One message at a time tries the way.
    case broken
    /// Waits for a person or an hourly probe: bad credential, wrong URL, untrusted certificate.
    case held
    /// The receiver says that it is gone for good (410).
    case disabled
}
