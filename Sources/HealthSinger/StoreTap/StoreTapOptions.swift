public import HealthPlugin

/// What the store as a tap is asked for.
public struct StoreTapOptions: Sendable {
    /// Ids or names; `nil`: all.
    public var streams: [String]?
    /// Samples and documents that begin earlier stay out.
    public var start: Instant?
    /// Say ACTIVATE_VERSION when a stream is sent as a whole, so that targets that know it drop what they had
    /// from another store. Off by default: many targets do not know the message and fail.
    public var activatesVersions: Bool
    /// The present, for versions and for when a row was found gone.
    public var now: Instant

    public init(
        streams: [String]? = nil, start: Instant? = nil, activatesVersions: Bool = false,
        now: Instant
    ) {
        (self.streams, self.start) = (streams, start)
        (self.activatesVersions, self.now) = (activatesVersions, now)
    }

    /// The ids of the streams that a catalogue selects: by its metadata, or by the older key `selected` of a
    /// stream or its schema. One that says nothing of a stream selects it.
    ///
    /// - Throws: `JSONError` for what is no catalogue.
    public static func selection(ofCatalogue bytes: [UInt8]) throws(JSONError) -> [String] {
        guard let streams = try JSONParser.parse(bytes)["streams"]?.array else {
            throw JSONError(offset: 0, expected: "\"streams\"")
        }
        return streams.compactMap { stream in
            let root = stream["metadata"]?.array?.first {
                $0["breadcrumb"]?.array?.isEmpty ?? false
            }?["metadata"]
            let selected =
                root?["selected"]?.bool ?? stream["selected"]?.bool
                ?? stream["schema"]?["selected"]?.bool ?? root?["selected-by-default"]?.bool
            return selected ?? true ? stream["tap_stream_id"]?.string : nil
        }
    }
}
