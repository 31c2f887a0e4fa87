/// One attribute of a start tag.
public struct XMLAttribute: Hashable, Sendable, BitwiseCopyable {
    /// Everything up to the `=`, blanks inside included: old archives put metadata names here.
    public var name: ByteRange
    /// What stands between the quotes, references not decoded.
    public var value: ByteRange
    /// The value may hold a reference, a control character or bytes above ASCII; when false its bytes are
    /// its text. ``XMLText`` decodes.
    public var needsDecoding: Bool
    /// Name and value are those of the attribute at the same place of the long tag before.
    public var isRepeated: Bool

    @inlinable
    public init(
        name: ByteRange, value: ByteRange, needsDecoding: Bool, isRepeated: Bool = false
    ) {
        (self.name, self.value) = (name, value)
        (self.needsDecoding, self.isRepeated) = (needsDecoding, isRepeated)
    }
}
