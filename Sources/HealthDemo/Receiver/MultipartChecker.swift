/// Checks a multipart body with CSV parts piece by piece and counts their rows.
///
/// Every row must have as many cells as the header of its part (RFC 4180, quotes doubled inside quotes).
struct MultipartChecker {
    private enum Place: Equatable {
        case preamble, headers, rows, epilogue
    }

    private static let lineMax = 512

    private let boundary: [UInt8]
    private var place = Place.preamble
    /// The beginning of the current line.
    private var line: [UInt8] = []
    private var cells = 1
    private var isQuoted = false
    private var header: Int?
    private var lines = 0
    private(set) var fault: String?
    /// Names of the parts in order.
    private(set) var parts: [String] = []
    /// Rows behind the headers of all parts.
    private(set) var rows = 0

    init(boundary: String) {
        self.boundary = Array("--\(boundary)".utf8)
    }

    mutating func feed(_ bytes: [UInt8]) {
        for byte in bytes where fault == nil { take(byte) }
    }

    mutating func finish() {
        if fault == nil, !line.isEmpty { endLine() }
        if fault == nil, place != .epilogue { fault = "the multipart body has no closing boundary" }
    }

    private mutating func take(_ byte: UInt8) {
        if place == .rows {
            if byte == UInt8(ascii: "\"") {
                // A quote begins or ends quoting; a doubled one does both.
                isQuoted.toggle()
            } else if byte == UInt8(ascii: ","), !isQuoted {
                cells += 1
            }
        }
        if byte == 0x0A, !isQuoted {
            endLine()
        } else if line.count < Self.lineMax {
            line.append(byte)
        }
    }

    private mutating func endLine() {
        lines += 1
        if line.last == 0x0D { line.removeLast() }
        defer {
            line.removeAll(keepingCapacity: true)
            cells = 1
        }
        if line == boundary {
            place = .headers
            header = nil
        } else if line == boundary + Array("--".utf8) {
            place = .epilogue
        } else {
            switch place {
            case .preamble, .epilogue:
                if !line.isEmpty { fault = "the multipart body has text outside its parts" }
            case .headers: endHeader()
            case .rows: endRow()
            }
        }
    }

    private mutating func endHeader() {
        guard !line.isEmpty else {
            place = .rows
            isQuoted = false
            return
        }
        let text = String(decoding: line, as: UTF8.self)
        guard text.lowercased().hasPrefix("content-disposition:") else { return }
        guard let start = text.firstRange(of: " name=\"")?.upperBound,
            let end = text[start...].firstIndex(of: "\"")
        else {
            fault = "a part of the multipart body has no name"
            return
        }
        parts.append(String(text[start..<end]))
    }

    private mutating func endRow() {
        guard let header else {
            if !line.isEmpty { self.header = cells }
            return
        }
        // The line break before a boundary belongs to the boundary.
        guard !line.isEmpty else { return }
        if cells != header {
            fault = "line \(lines) of the CSV has \(cells) cells, and its header \(header)"
        }
        rows += 1
    }
}
