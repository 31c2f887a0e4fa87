import HealthOutbox

/// The cut of a multipart body with one CSV file: each piece gets the frame under a boundary of its own, and the
/// header row.
struct CSVCut: RecordCut {
    private static let headBytesMax = 1 << 20

    private enum Place {
        /// In the lines before the file.
        case frame
        case headerRow
        case rows
    }

    let limit: Int
    private(set) var records = 0

    private let oldBoundary: String
    private let boundaries: [String]
    private let oldClosing: [UInt8]
    private var place = Place.frame
    private var frame: [UInt8] = []
    private var headerRow: [UInt8] = []
    private var isQuoted = false
    /// The last bytes so far, which may be those behind the file.
    private var held: [UInt8] = []
    private var piece = 0

    /// - Parameters:
    ///   - boundary: Of the body that is cut.
    ///   - names: Of the pieces.
    init(after count: Int, boundary: String, names: [PieceName]) {
        (limit, oldBoundary, boundaries) = (count, boundary, names.map(Self.boundary))
        oldClosing = Self.closing(boundary)
    }

    mutating func take(_ bytes: [UInt8], into output: PieceOutput) throws {
        held += bytes
        let count = held.count - oldClosing.count
        guard count > 0 else { return }
        var start = 0
        for index in 0..<count {
            let byte = held[index]
            switch place {
            case .frame:
                try append(byte, to: \.frame)
                if frame.suffix(4).elementsEqual("\r\n\r\n".utf8) { place = .headerRow }
            case .headerRow:
                try append(byte, to: \.headerRow)
                guard endsRow(byte) else { continue }
                place = .rows
                try begin(output)
                start = index + 1
            case .rows:
                guard endsRow(byte) else { continue }
                records += 1
                guard records == limit else { continue }
                try output.append(held[start...index])
                try output.append(Self.closing(boundaries[piece]))
                output.next()
                piece += 1
                try begin(output)
                start = index + 1
            }
        }
        if place == .rows { try output.append(held[start..<count]) }
        held.removeFirst(count)
    }

    mutating func finish(into output: PieceOutput) throws {
        guard place == .rows, !isQuoted, held == oldClosing, piece == 0 || records > limit else {
            throw NotOurBody()
        }
        try output.append(Self.closing(boundaries[piece]))
    }

    func contentType(of name: PieceName) -> String {
        "multipart/form-data; boundary=\(Self.boundary(name))"
    }

    /// The frame's lines under the piece's boundary, and the header row.
    private func begin(_ output: PieceOutput) throws {
        let firstLine = Array("--\(oldBoundary)\r\n".utf8)
        guard piece < boundaries.count, frame.starts(with: firstLine) else { throw NotOurBody() }
        try output.append(Array("--\(boundaries[piece])\r\n".utf8))
        try output.append(frame[firstLine.count...])
        try output.append(headerRow)
    }

    private mutating func endsRow(_ byte: UInt8) -> Bool {
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        return byte == UInt8(ascii: "\n") && !isQuoted
    }

    private mutating func append(
        _ byte: UInt8, to head: WritableKeyPath<Self, [UInt8]>
    ) throws {
        guard self[keyPath: head].count < Self.headBytesMax else { throw NotOurBody() }
        self[keyPath: head].append(byte)
    }

    private static func closing(_ boundary: String) -> [UInt8] {
        Array("\r\n--\(boundary)--\r\n".utf8)
    }

    private static func boundary(_ name: PieceName) -> String { "Boundary-\(name.id.wireText)" }
}
