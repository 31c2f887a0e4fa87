import HealthModel
import HealthPlugin

/// Walks over the JSON of a file with a piece of it in memory: one value at a time, and back where it has to.
///
/// Structure is strict, as nothing behind a bracket that does not fit can be relied on; what stands inside a value
/// is that value's own trouble.
struct JSONCursor {
    /// A value that was looked at, and its place.
    struct Scanned {
        enum Content {
            case value(JSONValue)
            /// With the place inside of it.
            case malformed(JSONError)
            case tooLong
        }

        var content: Content
        var offset: Int64
    }

    private var window: FileWindow
    /// The first bytes of the value that was read last.
    private var longRaw: [UInt8]?
    private var last = 0..<0
    let place: FilePlace

    init(_ window: FileWindow, in place: FilePlace) {
        (self.window, self.place) = (window, place)
    }

    var offset: Int64 { window.offset }

    mutating func seek(_ offset: Int64) {
        window.seek(offset)
    }

    /// Moves to the next byte that is no white space; `nil` at the end.
    mutating func peek() throws -> UInt8? {
        while true {
            while window.position < window.bytes.count {
                let byte = window.bytes[window.position]
                switch byte {
                case 0x20, 0x09, 0x0a, 0x0d: window.position += 1
                default: return byte
                }
            }
            guard try window.more(keeping: window.position) else { return nil }
        }
    }

    /// Moves behind a byte order mark if it is next.
    mutating func takeMark() throws {
        guard try peek() == 0xef else { return }
        for byte: UInt8 in [0xef, 0xbb, 0xbf] {
            guard try peek() == byte else { throw fault("a value") }
            window.position += 1
        }
    }

    /// Moves behind this byte if it is the next.
    mutating func take(_ byte: Character) throws -> Bool {
        guard try peek() == byte.asciiValue else { return false }
        window.position += 1
        return true
    }

    mutating func expect(_ byte: Character) throws {
        guard try take(byte) else { throw fault("\"\(byte)\"") }
    }

    /// Moves behind a comma, or behind the closing bracket; also behind a comma that nothing follows.
    ///
    /// - Returns: Whether something follows.
    mutating func moves(on closer: Character) throws -> Bool {
        if try take(closer) { return false }
        guard try take(",") else { throw fault("\",\" or \"\(closer)\"") }
        return try !take(closer)
    }

    /// Reads a key and the colon behind it.
    mutating func key() throws -> String {
        guard try peek() == UInt8(ascii: "\"") else { throw fault("a key") }
        let scanned = try value(bytesMax: Self.keyBytesMax)
        guard case .value(.string(let key)) = scanned.content else {
            window.seek(scanned.offset)
            throw fault("a key")
        }
        try expect(":")
        return key
    }

    /// Moves behind a value of any size.
    mutating func skipValue() throws {
        _ = try skim(bytesMax: 0)
    }

    /// Reads a value; one that is longer, or is no JSON inside, is moved over.
    mutating func value(bytesMax: Int) throws -> Scanned {
        guard try peek() != nil else { throw fault("a value") }
        let offset = self.offset
        guard let range = try skim(bytesMax: bytesMax) else {
            return Scanned(content: .tooLong, offset: offset)
        }
        last = range
        let bytes = window.bytes.span.extracting(range)
        var parser = JSONParser()
        do throws(JSONError) {
            let value = try parser.value(bytes)
            guard parser.offset == range.count else {
                throw JSONError(offset: parser.offset, expected: "the end of the value")
            }
            return Scanned(content: .value(value), offset: offset)
        } catch {
            return Scanned(content: .malformed(error), offset: offset)
        }
    }

    /// The first bytes of the value that was read last, before anything else is read.
    var lastRaw: [UInt8] {
        longRaw ?? Array(window.bytes[last].prefix(Reject.rawMax))
    }

    /// What is wrong at the position.
    func fault(_ expected: String) -> SourceError {
        window.position < window.bytes.count
            ? place.malformed(at: offset, expected: expected) : place.truncated(at: offset)
    }

    private static let keyBytesMax = 64 << 10

    /// Moves behind a value.
    ///
    /// - Returns: Where it is in the window; `nil` when it is longer than `bytesMax` and only its beginning was kept.
    private mutating func skim(bytesMax: Int) throws -> Range<Int>? {
        longRaw = nil
        last = 0..<0
        guard try peek() != nil else { throw fault("a value") }
        var skimmer = JSONSkimmer()
        var first = window.position
        while true {
            let end: Int?
            do throws(JSONError) {
                end = try skimmer.skim(window.bytes.span, from: window.position)
            } catch {
                window.position = error.offset
                throw fault(error.expected)
            }
            if let end {
                window.position = end
                return finish(first..<end, bytesMax)
            }
            window.position = window.bytes.count
            if longRaw == nil, window.position - first > bytesMax {
                keepBeginning(of: first..<window.position)
            }
            let dropped = longRaw == nil ? first : window.position
            guard try window.more(keeping: dropped) else {
                guard skimmer.isScalar else { throw fault("a value") }
                return finish(first..<window.position, bytesMax)
            }
            first = max(0, first - dropped)
        }
    }

    private mutating func finish(_ range: Range<Int>, _ bytesMax: Int) -> Range<Int>? {
        if longRaw == nil, range.count > bytesMax { keepBeginning(of: range) }
        return longRaw == nil ? range : nil
    }

    private mutating func keepBeginning(of range: Range<Int>) {
        longRaw = Array(window.bytes[range].prefix(Reject.rawMax))
    }
}
