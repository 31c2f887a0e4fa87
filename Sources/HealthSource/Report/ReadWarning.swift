/// One kind of oddity that was met and did not stop the reading.
public struct ReadWarning: Sendable, Equatable {
    public var code: WarningCode
    public var count: Int
    /// Where it was met first: the member, or the file as the user named it.
    public var file: String
    /// The first byte of the tag or text, counted in the uncompressed file.
    public var offset: Int64
    /// Names of element and attribute, such as `startDate of <Record>`; never a value.
    public var example: String
}
