/// Bytes of a window, from `start` up to and not including `end`.
///
/// Valid only for the window that was given to the call which returned it.
public struct ByteRange: Hashable, Sendable, BitwiseCopyable {
    public var start: Int
    public var end: Int

    @inlinable
    public init(_ start: Int, _ end: Int) {
        (self.start, self.end) = (start, end)
    }

    @inlinable
    public var count: Int { end - start }

    @inlinable
    public var isEmpty: Bool { end == start }
}
