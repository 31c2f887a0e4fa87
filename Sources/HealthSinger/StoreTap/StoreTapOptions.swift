public import HealthPlugin

/// What the store as a tap is asked for.
public struct StoreTapOptions: Sendable {
    /// `nil`: all, with all fields.
    public var streams: [StreamSelection]?
    /// Samples and documents that begin earlier stay out.
    public var start: Instant?
    /// Say ACTIVATE_VERSION when a stream is sent as a whole, so that targets that know it drop what they had
    /// from another store. Off by default: many targets do not know the message and fail.
    public var activatesVersions: Bool
    /// The present, for versions and for when a row was found gone.
    public var now: Instant

    public init(
        streams: [StreamSelection]? = nil, start: Instant? = nil, activatesVersions: Bool = false,
        now: Instant
    ) {
        (self.streams, self.start) = (streams, start)
        (self.activatesVersions, self.now) = (activatesVersions, now)
    }
}
