/// Checks a JSON body piece by piece and counts what is in it, holding a few dozen bytes of it at a time.
///
/// It knows the grammar of RFC 8259, the shape `{"data":{"<key>":[…]}}`, and the points inside
/// `metrics`. It shares no code with the program's own reader, so that one can vouch for the other.
struct JSONChecker {
    private struct Level {
        let isObject: Bool
        /// The key whose value is being read, its first bytes only.
        var key: [UInt8] = []
    }

    private enum Expectation {
        case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd, end
    }

    static let depthMax = 64
    private static let textMax = 80

    private var levels: [Level] = []
    private var expectation = Expectation.value
    private var token = JSONToken.none
    private var text: [UInt8] = []
    private var isKey = false
    private var offset = 0
    /// The first fault: a sentence with its position.
    private(set) var fault: String?
    /// Elements of the arrays in `data`, by key.
    private(set) var records: [String: Int] = [:]
    /// Keys of `data` in order.
    private(set) var keys: [String] = []
    private(set) var points = 0
    private(set) var repeatedNames = 0
    private var names: Set<[UInt8]> = []

    mutating func feed(_ bytes: [UInt8]) {
        guard fault == nil else { return }
        var index = 0
        while index < bytes.count {
            // Most of a body is plain text inside quotes.
            if token == .string(continuation: 0) {
                let start = index
                while index < bytes.count, Self.isPlain(bytes[index]) { index += 1 }
                if index > start {
                    offset += index - start
                    let room = Self.textMax - text.count
                    if room > 0 { text += bytes[start..<min(index, start + room)] }
                    continue
                }
            }
            take(bytes[index])
            if fault != nil { return }
            offset += 1
            index += 1
        }
    }

    /// Ends the body; afterwards `fault` says whether it was whole.
    mutating func finish() {
        guard fault == nil else { return }
        if token.isOpenEnded { endToken() }
        if fault == nil, expectation != .end || token != .none { fail("ends too early") }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func fail(_ what: String) {
        if fault == nil { fault = "the JSON \(what) at byte \(offset)" }
    }

    private mutating func take(_ byte: UInt8) {
        if token != .none {
            switch token.take(byte) {
            case .more:
                if text.count < Self.textMax { text.append(byte) }
                return
            case .done:
                endToken()
                return
            case .before: endToken()
            case .wrong: return fail("has an illegal character")
            }
        }
        guard fault == nil else { return }
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: return
        case UInt8(ascii: "{"): open(isObject: true)
        case UInt8(ascii: "["): open(isObject: false)
        case UInt8(ascii: "}"): close(isObject: true)
        case UInt8(ascii: "]"): close(isObject: false)
        case UInt8(ascii: ","): comma()
        case UInt8(ascii: ":"):
            guard expectation == .colon else { return fail("has a colon too many") }
            expectation = .value
        default: begin(byte)
        }
    }

    private mutating func begin(_ byte: UInt8) {
        guard let started = JSONToken(first: byte) else { return fail("has an illegal character") }
        text.removeAll(keepingCapacity: true)
        isKey = expectation == .key || expectation == .keyOrEnd
        if isKey {
            guard started.isString else { return fail("lacks a key") }
        } else {
            guard beginValue() else { return }
        }
        token = started
    }

    private mutating func open(isObject: Bool) {
        guard beginValue() else { return }
        guard levels.count < Self.depthMax else { return fail("is nested too deeply") }
        levels.append(Level(isObject: isObject))
        expectation = isObject ? .keyOrEnd : .valueOrEnd
    }

    private mutating func close(isObject: Bool) {
        let isExpected =
            expectation == .commaOrEnd || expectation == (isObject ? .keyOrEnd : .valueOrEnd)
        guard isExpected, levels.last?.isObject == isObject else {
            return fail("has a bracket that does not fit")
        }
        levels.removeLast()
        expectation = levels.isEmpty ? .end : .commaOrEnd
    }

    private mutating func comma() {
        guard expectation == .commaOrEnd, let level = levels.last else {
            return fail("has a comma too many")
        }
        expectation = level.isObject ? .key : .value
    }

    /// Counts the value that begins here.
    private mutating func beginValue() -> Bool {
        guard expectation == .value || expectation == .valueOrEnd else {
            fail("has a value where none belongs")
            return false
        }
        if levels.count == 3, isInData, !levels[2].isObject {
            records[String(decoding: levels[1].key, as: UTF8.self), default: 0] += 1
        } else if levels.count == 5, isInMetrics, levels[3].key == Self.data, !levels[4].isObject {
            points += 1
        }
        return true
    }

    private mutating func endToken() {
        let ended = token
        token = .none
        guard ended.isComplete else { return fail("has a broken number or word") }
        if isKey {
            levels[levels.count - 1].key = text
            expectation = .colon
            if levels.count == 2, isInData { keys.append(String(decoding: text, as: UTF8.self)) }
            return
        }
        if levels.count == 4, isInMetrics, levels[3].key == Self.name, ended.isString {
            if !names.insert(text).inserted { repeatedNames += 1 }
        }
        expectation = levels.isEmpty ? .end : .commaOrEnd
    }

    private static let data = Array("data".utf8)
    private static let metrics = Array("metrics".utf8)
    private static let name = Array("name".utf8)

    private var isInData: Bool {
        levels[0].isObject && levels[0].key == Self.data && levels[1].isObject
    }

    private var isInMetrics: Bool {
        isInData && levels[1].key == Self.metrics
    }
}
