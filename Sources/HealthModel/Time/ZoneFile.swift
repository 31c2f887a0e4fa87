/// Reads the bytes of a zone file; every access is checked, so that no file can do worse than an error.
///
/// Format: RFC 9636, section 3. From version 2 on the first block repeats the data in 32 bits and is skipped.
struct ZoneFile {
    struct Failure: Error {
        var reason: String
    }

    struct Content {
        var firstOffset: Int32
        /// Ascending.
        var transitions: [ZoneTransition]
        /// Absent in version 1 and where the footer is empty.
        var rule: ZoneRule?
    }

    private struct Header {
        var version: UInt8
        var utcFlags, standardFlags, leaps, transitions, types, characters: Int

        /// The bytes of the data block behind the header.
        func blockLength(timeSize: Int) -> Int {
            transitions * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4)
                + standardFlags + utcFlags
        }
    }

    private let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func read() throws(Failure) -> Content {
        guard bytes.count <= ZoneTable.fileBytesMax else {
            throw Failure(reason: "it has more than \(ZoneTable.fileBytesMax) bytes")
        }
        let header = try readHeader()
        guard header.version >= UInt8(ascii: "2") else {
            return try readBlock(header, timeSize: 4)
        }
        try skip(header.blockLength(timeSize: 4))
        let second = try readHeader()
        var content = try readBlock(second, timeSize: 8)
        content.rule = try readFooter()
        return content
    }

    private mutating func readHeader() throws(Failure) -> Header {
        guard bytes.count - position >= 44 else {
            throw Failure(reason: "it ends inside its header")
        }
        guard bytes[position..<(position + 4)].elementsEqual("TZif".utf8) else {
            throw Failure(reason: "it does not begin with \"TZif\"")
        }
        let version = bytes[position + 4]
        position += 20
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(Int(try readInteger(size: 4) & 0xffff_ffff)) }
        return Header(
            version: version, utcFlags: counts[0], standardFlags: counts[1], leaps: counts[2],
            transitions: counts[3], types: counts[4], characters: counts[5])
    }

    private mutating func readBlock(_ header: Header, timeSize: Int) throws(Failure) -> Content {
        guard header.blockLength(timeSize: timeSize) <= bytes.count - position else {
            throw Failure(reason: "it ends inside its data")
        }
        guard header.leaps == 0 else { throw Failure(reason: "it counts leap seconds") }
        guard header.types > 0 else { throw Failure(reason: "it has no offset") }
        let end = position + header.blockLength(timeSize: timeSize)

        var times: [Int64] = []
        for _ in 0..<header.transitions {
            let time = try readInteger(size: timeSize)
            guard times.last.map({ $0 < time }) ?? true else {
                throw Failure(reason: "its transitions are out of order")
            }
            guard time < ZoneFile.timeMax else {
                throw Failure(reason: "it has a transition after the year 9999")
            }
            times.append(time)
        }
        let types = bytes[position..<(position + header.transitions)].map(Int.init)
        position += header.transitions
        var offsets: [Int32] = []
        for _ in 0..<header.types {
            let offset = try readInteger(size: 4)
            guard offset.magnitude <= ZoneTable.offsetMax else {
                throw Failure(reason: "it has an offset of more than 26 hours")
            }
            offsets.append(Int32(offset))
            position += 2
        }
        var transitions: [ZoneTransition] = []
        for (time, type) in zip(times, types) {
            guard type < offsets.count else {
                throw Failure(reason: "a transition names an offset that is not there")
            }
            transitions.append(ZoneTransition(at: time, offset: offsets[type]))
        }
        position = end
        return Content(firstOffset: offsets[0], transitions: transitions, rule: nil)
    }

    private mutating func readFooter() throws(Failure) -> ZoneRule? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\n"),
            let end = bytes[(position + 1)...].firstIndex(of: UInt8(ascii: "\n"))
        else { throw Failure(reason: "its footer is missing") }
        let text = bytes[(position + 1)..<end]
        guard !text.isEmpty else { return nil }
        guard let rule = ZoneRule(posix: Array(text)) else {
            throw Failure(reason: "the rule in its footer does not parse")
        }
        return rule
    }

    /// 9999-12-31T23:59:59Z and a second.
    private static let timeMax: Int64 = 253_402_300_800

    private mutating func skip(_ count: Int) throws(Failure) {
        guard count <= bytes.count - position else {
            throw Failure(reason: "it ends inside its first block")
        }
        position += count
    }

    /// A big-endian two's complement number.
    private mutating func readInteger(size: Int) throws(Failure) -> Int64 {
        guard size <= bytes.count - position else {
            throw Failure(reason: "it ends inside a number")
        }
        var value: Int64 = bytes[position] >= 0x80 ? -1 : 0
        for byte in bytes[position..<(position + size)] { value = value << 8 | Int64(byte) }
        position += size
        return value
    }
}
