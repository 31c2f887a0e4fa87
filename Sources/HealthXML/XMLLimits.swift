/// How much of one piece of markup is looked at before the input is refused; bytes throughout.
///
/// Source: section 19 of the archive reference.
public struct XMLLimits: Sendable {
    /// One attribute value; also one run of text.
    public var valueMax: Int
    /// One tag.
    public var tagMax: Int
    /// The DOCTYPE up to its `]>`.
    public var doctypeMax: Int

    public init(valueMax: Int = 1 << 20, tagMax: Int = 4 << 20, doctypeMax: Int = 1 << 20) {
        (self.valueMax, self.tagMax, self.doctypeMax) = (valueMax, tagMax, doctypeMax)
    }
}

/// A piece of markup is longer than ``XMLLimits`` allows; there is no way to go on.
public struct XMLLimitPassed: Error, Hashable {
    public enum Kind: Hashable, Sendable {
        case value, text, tag, doctype
    }

    public var kind: Kind
    /// Where that piece begins in the window.
    public var position: Int

    public init(kind: Kind, position: Int) {
        (self.kind, self.position) = (kind, position)
    }
}
