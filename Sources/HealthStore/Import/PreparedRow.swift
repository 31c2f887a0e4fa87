internal import HealthModel

/// A sample on its way into the store: names are the store's numbers, but for text and metadata, which stay
/// indices into the batch's table until it is known whether they are needed.
struct PreparedRow: BitwiseCopyable {
    var type: Int32
    var source: Int32
    var start: Int64
    var end: Int64
    /// 0 for a text.
    var number: Double
    /// -1 for a number.
    var text: Int32
    var unit: Int32
    var device: Int32
    /// Index into the batch's texts; 0: none.
    var metadata: Int32

    @inline(__always)
    var isNumber: Bool { text < 0 }

    /// The order of the store: type, start, end, source, value; numbers before texts, texts byte by byte.
    @inline(__always)
    static func precedes(_ left: Self, _ right: Self, _ texts: borrowing TextTable) -> Bool {
        if left.type != right.type { return left.type < right.type }
        if left.start != right.start { return left.start < right.start }
        if left.end != right.end { return left.end < right.end }
        if left.source != right.source { return left.source < right.source }
        if left.isNumber != right.isNumber { return left.isNumber }
        if left.isNumber { return left.number < right.number }
        if left.text == right.text { return false }
        return texts[left.text].lexicographicallyPrecedes(texts[right.text])
    }

    /// Whether both are the same sample; equal texts of one batch have equal indices.
    @inline(__always)
    static func isSame(_ left: Self, _ right: Self) -> Bool {
        left.start == right.start && left.end == right.end && left.source == right.source
            && left.text == right.text && left.number == right.number && left.type == right.type
    }
}
