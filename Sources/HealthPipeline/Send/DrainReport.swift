public import HealthOutbox

/// How long a drain goes on.
public enum DrainMode: Sendable {
    /// Each message that is due when it begins is tried once.
    case onePass
    /// Until everything is delivered, nothing can come due in time, or the time is over.
    case waiting(Duration)
}

/// What a drain did.
public struct DrainReport: Sendable {
    /// Attempts that ended.
    public var attempts = 0
    public var delivered = 0
    /// Bytes of the bodies that were delivered.
    public var bytes: Int64 = 0
    /// Another process sends; this one only watched.
    public var watchedHolder: SenderHolder?
    /// For people: what recovery found, in sentences.
    public var remarks: [String] = []
    /// The last trouble of each lane that had some, by lane.
    public var trouble: [String: String] = [:]
}

/// How far a drain is, for a progress bar.
public struct DrainProgress: Sendable {
    public var delivered: Int
    public var inFlight: Int
    /// Bytes that went over the wire, failed attempts included.
    public var bytesSent: Int64
}
