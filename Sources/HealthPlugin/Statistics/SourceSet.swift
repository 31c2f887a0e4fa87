/// A set of source indices; without memory of its own as long as all are below 64.
public struct SourceSet: Hashable, Sendable {
    private var low: UInt64 = 0
    /// Ascending.
    private var high: [Int32] = []

    public init() {}

    public init(_ source: Int32) {
        insert(source)
    }

    /// The only source below 64, when there is no other; what nearly all samples have.
    var single: Int32? {
        high.isEmpty && low.nonzeroBitCount == 1 ? Int32(low.trailingZeroBitCount) : nil
    }

    public var isEmpty: Bool { low == 0 && high.isEmpty }

    public mutating func insert(_ source: Int32) {
        if (0..<64).contains(source) {
            low |= 1 << UInt64(source)
        } else if !high.contains(source) {
            high.insert(source, at: high.firstIndex { $0 > source } ?? high.endIndex)
        }
    }

    public func contains(_ source: Int32) -> Bool {
        (0..<64).contains(source) ? low & (1 << UInt64(source)) != 0 : high.contains(source)
    }

    public mutating func formUnion(_ other: SourceSet) {
        low |= other.low
        for source in other.high { insert(source) }
    }

    /// Ascending, which is the order of the names.
    public func forEach(_ body: (Int32) -> Void) {
        var rest = low
        while rest != 0 {
            body(Int32(rest.trailingZeroBitCount))
            rest &= rest - 1
        }
        high.forEach(body)
    }
}
