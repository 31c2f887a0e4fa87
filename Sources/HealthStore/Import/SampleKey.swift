/// The place of a sample within its (type, source): what, beside these two, makes it itself.
struct SampleKey: Equatable {
    var start: Int64
    var end: Int64
    /// 0 for a text.
    var number: Double
    /// `nil` for a number.
    var text: [UInt8]?

    /// The order of the store: start, end, value; numbers before texts.
    static func < (left: Self, right: Self) -> Bool {
        if left.start != right.start { return left.start < right.start }
        if left.end != right.end { return left.end < right.end }
        switch (left.text, right.text) {
        case (nil, nil): return left.number < right.number
        case (nil, .some): return true
        case (.some, nil): return false
        case (.some(let left), .some(let right)): return left.lexicographicallyPrecedes(right)
        }
    }
}

extension RawStatement {
    /// Binds start, end and value to `first`, `first + 1` and `value`.
    func bind(_ key: SampleKey, from first: Int32, value: Int32) throws {
        bind(first, key.start)
        bind(first + 1, key.end)
        if let text = key.text {
            try bind(value, text: text[...])
        } else {
            bind(value, key.number)
        }
    }
}
