/// What ``XMLTokenizer/next(in:at:isLast:)`` found.
public enum XMLToken: Hashable, Sendable {
    /// Its attributes are in ``XMLTokenizer/attributes``. `isEmpty`: it ends with `/>`.
    case startTag(name: ByteRange, isEmpty: Bool)
    case endTag(name: ByteRange)
    /// A run of text without its leading blanks, never empty; `isLiteral`: from CDATA, without references.
    case text(ByteRange, isLiteral: Bool)
    /// The whole of `<!DOCTYPE … ]>`, not interpreted: the ones that exist are broken.
    case doctype(ByteRange)
    /// A tag that cannot be read, from its `<` up to where reading goes on.
    case malformed(ByteRange, XMLFault)
    /// The window ends inside a token: call again with more bytes from the position on.
    case needsMore
    /// The last window ends inside a token.
    case cut
    /// The last window ends between tokens.
    case end
}
