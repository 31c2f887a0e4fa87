extension Span<UInt8> {
    /// Whether the ASCII `text` stands at `position`; false when the span ends before it does.
    @inlinable
    @inline(__always)
    public func matches(_ text: StaticString, at position: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard position >= 0, length <= count - position else { return false }
        return text.withUTF8Buffer { buffer in
            for offset in 0..<length where unsafe buffer[offset] != self[position + offset] {
                return false
            }
            return true
        }
    }

    /// Whether `range` holds exactly the ASCII `text`.
    @inlinable
    @inline(__always)
    public func equals(_ text: StaticString, _ range: ByteRange) -> Bool {
        range.count == text.utf8CodeUnitCount && matches(text, at: range.start)
    }
}
