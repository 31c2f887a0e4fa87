/// Writes rows of CSV: commas, LF after every row, quotes (RFC 4180) only where a field needs them.
public struct CSVWriter: Sendable {
    public var bytes: [UInt8]
    private var isFirstCell = true

    public init(bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    /// Starts over in the same memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        isFirstCell = true
    }

    /// Forgets the rows behind a place between two of them.
    public mutating func truncate(to count: Int) {
        bytes.removeSubrange(count...)
        isFirstCell = true
    }

    /// Writes one field; the empty text is an empty cell.
    public mutating func cell(_ text: String) {
        comma()
        guard text.utf8.contains(where: Self.needsQuotes) else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a number as JSON does; `nil` and what is not finite are empty cells.
    public mutating func cell(_ number: Double?) {
        comma()
        if let number, number.isFinite { DecimalText.append(number, to: &bytes) }
    }

    /// Writes a field that the closure appends and that needs no quotes (a date).
    public mutating func plainCell(_ append: (inout [UInt8]) -> Void) {
        comma()
        append(&bytes)
    }

    public mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        isFirstCell = true
    }

    private mutating func comma() {
        if !isFirstCell { bytes.append(UInt8(ascii: ",")) }
        isFirstCell = false
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "\""), 0x0a, 0x0d: true
        default: false
        }
    }
}
