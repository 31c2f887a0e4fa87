/// How long a drain goes on.
public enum DrainMode: Sendable {
    /// Each message that is due when it begins is tried once.
    case onePass
    /// Until everything is delivered, nothing can come due in time, or the time is over.
    case waiting(Duration)
    /// Until its ``DrainControl`` stops it. Looks once a second for what other processes have enqueued.
    case continuous
}
