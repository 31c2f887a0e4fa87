import HealthOutbox

/// The cut of a JSON body.
///
/// Knows the two forms that ``BodyFrame`` writes: `{"data":{"KEY":[record,…]}}`, and for metrics
/// `{"data":{"KEY":[{"name":…,"units":…,"data":[record,…]},…]}}`; and that of ``TapBody``, which is the first one
/// with several keys. Counts brackets outside of strings and looks
/// into no record.
struct JSONCut: RecordCut {
    /// Longer openings than this are none of ours.
    private static let headBytesMax = 64 << 10

    private enum Place {
        /// Before the array of the data key.
        case opening
        /// In the array of the data key, outside of its elements.
        case between
        /// In the first bytes of an element that may be a group of records.
        case head
        /// In an element that is a record.
        case record
        /// In the records of a group.
        case group
        /// Behind the records of a group.
        case groupEnd
        case end
    }

    let limit: Int
    private(set) var records = 0

    private var place = Place.opening
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// `nil` until the first element shows it.
    private var hasGroups: Bool?
    private var opening: [UInt8] = []
    /// The opening of the group that is being read.
    private var head: [UInt8] = []
    /// What stands between one array and the next: a comma and a key.
    private var nextKey: [UInt8] = []
    private var isCut = false
    /// The cut fell on the end of a group: what follows up to the next one belongs to neither piece.
    private var skips = false

    init(after count: Int) {
        limit = count
    }

    mutating func take(_ bytes: [UInt8], into output: PieceOutput) throws {
        var start = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if place == .opening { try Self.append(byte, to: &opening) }
            if place == .head { try Self.append(byte, to: &head) }
            if place == .end { try Self.append(byte, to: &nextKey) }
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if try opened(byte), skips {
                    skips = false
                    try output.append(opening)
                    start = index
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","):
                if byte != UInt8(ascii: ",") { depth -= 1 }
                guard ended(with: byte) else { continue }
                records += 1
                guard records == limit, !isCut else { continue }
                isCut = true
                try output.append(bytes[start..<index])
                try output.append(closing)
                output.next()
                skips = byte == UInt8(ascii: "]")
                if !skips { try output.append(opening + head) }
                start = index + 1
            default: break
            }
        }
        if !skips { try output.append(bytes[start...]) }
    }

    func finish(into output: PieceOutput) throws {
        // A body without records has no array; a cut that nothing followed would leave an empty piece.
        let isWhole = place == .end || (place == .opening && !opening.isEmpty)
        guard isWhole, depth == 0, !isInString, !skips else { throw NotOurBody() }
    }

    func contentType(of name: PieceName) -> String { "application/json" }

    // MARK: - Brackets

    /// Takes an opening bracket into account.
    ///
    /// - Returns: Whether an element of the data key's array begins with it.
    private mutating func opened(_ byte: UInt8) throws -> Bool {
        let isArray = byte == UInt8(ascii: "[")
        switch (place, depth) {
        case (.opening, 3):
            guard isArray else { throw NotOurBody() }
            place = .between
        case (.end, 3):
            guard isArray, nextKey.first == UInt8(ascii: ",") else { throw NotOurBody() }
            opening = Array("{\"data\":{".utf8) + nextKey.dropFirst()
            (place, nextKey) = (.between, [])
        case (.between, 4):
            if hasGroups == false {
                place = .record
            } else {
                place = .head
                head = [byte]
            }
            return true
        case (.head, 5) where isArray && Self.isGroup(head):
            (place, hasGroups) = (.group, true)
        case (.head, _):
            try isRecord()
        default: break
        }
        return false
    }

    /// The element that began is no group.
    private mutating func isRecord() throws {
        guard hasGroups != true else { throw NotOurBody() }
        (place, hasGroups, head) = (.record, false, [])
    }

    /// Takes a closing bracket or a comma into account.
    ///
    /// - Returns: Whether a record has ended with it.
    private mutating func ended(with byte: UInt8) -> Bool {
        let isComma = byte == UInt8(ascii: ",")
        switch (place, depth) {
        case (.record, 3), (.head, 3):
            // Its own closing bracket; the head of a record without any array or object in it is all of it.
            (place, hasGroups, head) = (.between, false, [])
            return false
        case (.between, 3): return isComma && hasGroups == false
        case (.between, 2):
            place = .end
            return hasGroups == false
        case (.group, 5): return isComma
        case (.group, 4):
            place = .groupEnd
            return true
        case (.groupEnd, 3):
            place = .between
            return false
        default: return false
        }
    }

    /// What ends the first piece.
    private var closing: [UInt8] {
        Array((hasGroups == true ? "]}]}}" : "]}}").utf8)
    }

    private static func append(_ byte: UInt8, to head: inout [UInt8]) throws {
        guard head.count < headBytesMax else { throw NotOurBody() }
        head.append(byte)
    }

    /// Whether an element begins as ``BodyFrame`` begins a group: name, units, and the array of its data.
    private static func isGroup(_ head: [UInt8]) -> Bool {
        var rest = head[...]
        for member in ["{\"name\":", ",\"units\":"] {
            guard rest.starts(with: member.utf8) else { return false }
            rest = rest.dropFirst(member.utf8.count)
            guard skipString(&rest) else { return false }
        }
        return rest.elementsEqual(",\"data\":[".utf8)
    }

    private static func skipString(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.popFirst() == UInt8(ascii: "\"") else { return false }
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") { return true }
            if byte == UInt8(ascii: "\\") { rest = rest.dropFirst() }
        }
        return false
    }
}
