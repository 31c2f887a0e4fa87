/// Reads rows of CSV (RFC 4180) out of bytes that come piece by piece.
///
/// Takes LF and CRLF, a BOM at the beginning, quoted fields with commas, line breaks and doubled quotes, and a
/// last row without a line break; empty lines are skipped. Invalid UTF-8 becomes U+FFFD. The bytes are
/// passed into each call, the reader keeps the position.
public struct CSVReader: Sendable {
    /// A longer row is an error: a quote that is never closed would else swallow the rest of the file.
    public static let rowBytesMax = 1 << 20

    /// The next byte to be read, in the bytes of the next call: who drops bytes subtracts what was dropped.
    public var offset: Int
    /// Where the row that was returned last began.
    public private(set) var rowOffset: Int
    private var isAtStart = true

    public init(offset: Int = 0) {
        (self.offset, rowOffset) = (offset, offset)
    }

    /// Reads the next row and moves behind it.
    ///
    /// - Parameter isEnd: Whether the bytes reach to the end of the file.
    /// - Returns: The fields, at least one; `nil` when no whole row is there: then the caller brings more bytes
    ///   behind those from ``offset`` on, and at the end there is none.
    /// - Throws: ``CSVError``; the reader then stands behind the row's first line, so that reading can go on.
    public mutating func row(_ bytes: Span<UInt8>, isEnd: Bool) throws(CSVError) -> [String]? {
        guard skipToRow(bytes, isEnd: isEnd) else { return nil }
        rowOffset = offset
        var row = RowBuilder(position: offset)
        switch row.read(bytes, limit: offset + Self.rowBytesMax, isEnd: isEnd) {
        case .whole:
            offset = row.position
            return row.fields
        case .unfinished: return nil
        case .unclosed: throw leave(bytes, "a quote that is never closed")
        case .tooLong: throw leave(bytes, "a row longer than \(Self.rowBytesMax) bytes")
        }
    }

    /// Moves over the BOM and empty lines; `false` when no row begins in these bytes.
    private mutating func skipToRow(_ bytes: Span<UInt8>, isEnd: Bool) -> Bool {
        if isAtStart {
            guard bytes.count - offset >= 3 || isEnd else { return false }
            if bytes.count - offset >= 3, bytes[offset] == 0xef, bytes[offset + 1] == 0xbb,
                bytes[offset + 2] == 0xbf
            {
                offset += 3
            }
            isAtStart = false
        }
        while offset < bytes.count, bytes[offset] == 0x0a || bytes[offset] == 0x0d { offset += 1 }
        return offset < bytes.count
    }

    private mutating func leave(_ bytes: Span<UInt8>, _ problem: String) -> CSVError {
        let first = offset
        while offset < bytes.count, bytes[offset] != 0x0a { offset += 1 }
        return CSVError(offset: first, problem: problem)
    }
}

/// One row that is being read.
private struct RowBuilder {
    enum End { case whole, unfinished, unclosed, tooLong }

    var position: Int
    var fields: [String] = []
    private var field: [UInt8] = []
    private var isQuoted = false
    private var wasQuoted = false

    init(position: Int) {
        self.position = position
    }

    mutating func read(_ bytes: Span<UInt8>, limit: Int, isEnd: Bool) -> End {
        while position < bytes.count {
            guard position < limit else { return .tooLong }
            let byte = bytes[position]
            let next = position + 1 < bytes.count ? bytes[position + 1] : nil
            // What a quote or a CR means is said by the byte behind it.
            if next == nil, !isEnd, byte == UInt8(ascii: "\"") || byte == 0x0d {
                return .unfinished
            }
            position += 1
            if isQuoted {
                takeQuoted(byte, next)
            } else if byte == 0x0a {
                endField()
                return .whole
            } else if byte != 0x0d || next != 0x0a {
                takePlain(byte)
            }
        }
        guard isEnd else { return .unfinished }
        guard !isQuoted else { return .unclosed }
        endField()
        return .whole
    }

    private mutating func takeQuoted(_ byte: UInt8, _ next: UInt8?) {
        if byte != UInt8(ascii: "\"") {
            field.append(byte)
        } else if next == UInt8(ascii: "\"") {
            field.append(byte)
            position += 1
        } else {
            isQuoted = false
        }
    }

    private mutating func takePlain(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ","): endField()
        case UInt8(ascii: "\"") where field.isEmpty && !wasQuoted:
            (isQuoted, wasQuoted) = (true, true)
        default: field.append(byte)
        }
    }

    private mutating func endField() {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        wasQuoted = false
    }
}
