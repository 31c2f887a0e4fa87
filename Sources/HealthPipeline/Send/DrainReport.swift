public import HealthOutbox

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
