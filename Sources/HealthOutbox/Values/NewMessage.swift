public import HealthModel

/// One HTTP request to be made, as the pipeline hands it over.
///
/// Everything in it is frozen: what is enqueued is what is sent, on every attempt. URL, user headers and secrets
/// are no part of it; they come from the configuration when it is sent.
public struct NewMessage: Sendable {
    /// The part of its run: `3` for the third message. With automation and run the enqueue key.
    public var part: String
    /// The metric, data type or tap stream it belongs to; `nil` when it carries several.
    public var stream: String?
    public var method: String
    /// The app's headers and ours, in order; never the user's, never a secret.
    public var headers: [HeaderField]
    public var contentType: String
    /// `gzip`, or `nil` when the bytes are as rendered.
    public var contentEncoding: String?
    public var body: StagedBody
    /// Points and records in the body.
    public var records: Int
    /// What the message covers, half-open; both absent when it has no place in time.
    public var from: Instant?
    public var to: Instant?
    /// The version of the rendering code, to tell old bodies from new ones.
    public var templateVersion: Int

    public init(
        part: String, stream: String? = nil, method: String = "POST", headers: [HeaderField],
        contentType: String, contentEncoding: String? = nil, body: StagedBody, records: Int,
        from: Instant? = nil, to: Instant? = nil, templateVersion: Int = 1
    ) {
        (self.part, self.stream, self.method, self.headers) = (part, stream, method, headers)
        (self.contentType, self.contentEncoding) = (contentType, contentEncoding)
        (self.body, self.records, self.from, self.to) = (body, records, from, to)
        self.templateVersion = templateVersion
    }
}
