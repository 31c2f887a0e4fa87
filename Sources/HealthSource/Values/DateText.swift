import HealthModel
import HealthXML

/// Reads the dates of archives, `yyyy-MM-dd HH:mm:ss ±hhmm`, straight from the bytes.
///
/// Eight bytes at a time: a date costs a few nanoseconds, and most of them share their day with the one before.
struct DateText {
    /// A date with its own offset from UTC, in seconds east.
    struct Moment: Equatable {
        var instant: Instant
        var offset: Int
    }

    static let length = 25
    private var dayWord: UInt64 = 0
    private var dayTail: UInt64 = 0
    private var daySeconds: Int64 = 0

    /// The date that `range` holds, or `nil` when it holds anything else, also a day that does not exist.
    mutating func parse(_ window: Span<UInt8>, _ range: ByteRange) -> Moment? {
        guard range.count == Self.length else { return nil }
        let date = window.word(at: range.start)
        let clock = window.word(at: range.start + 8)
        let zone = window.word(at: range.start + 16)
        let last = window[range.start + 24] ^ UInt8(ascii: "0")
        // "05 10:15" and ":00 +020", digits as their values and all else as zero.
        let clockDigits = clock ^ 0x3030_3a30_3020_3030
        let sign = UInt8(truncatingIfNeeded: zone >> 32)
        let zoneDigits = zone ^ (0x3030_3000_2030_303a | UInt64(sign) << 32)
        guard Self.areDigits(clockDigits), clockDigits & 0x0000_ff00_00ff_0000 == 0,
            Self.areDigits(zoneDigits), zoneDigits & 0x0000_0000_ff00_00ff == 0, last <= 9,
            sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
        else { return nil }
        if date != dayWord || clock & 0xffff != dayTail {
            guard let day = Self.day(date, clockDigits) else { return nil }
            (dayWord, dayTail) = (date, clock & 0xffff)
            daySeconds = Int64(day.dayNumber) * 86_400
        }
        let hour = Self.pair(clockDigits, 3)
        let minute = Self.pair(clockDigits, 6)
        let second = Self.pair(zoneDigits, 1)
        let offsetMinutes = Int(zoneDigits >> 56) * 10 + Int(last)
        guard hour < 24, minute < 60, second <= 60, offsetMinutes < 60 else { return nil }
        var offset = Self.pair(zoneDigits, 5) * 3600 + offsetMinutes * 60
        if sign == UInt8(ascii: "-") { offset = -offset }
        let clockSeconds = hour * 3600 + minute * 60 + second
        return Moment(
            instant: Instant(seconds: daySeconds + Int64(clockSeconds - offset)), offset: offset)
    }

    /// The instant of `2031-07-05T14:22:37Z`, as GPX files write it; fractions of seconds are dropped.
    mutating func parseUTC(_ window: Span<UInt8>, _ range: ByteRange) -> Instant? {
        guard range.count >= 20, window[range.start + 10] == UInt8(ascii: "T"),
            window[range.end - 1] == UInt8(ascii: "Z"),
            range.count == 20 || window[range.start + 19] == UInt8(ascii: ".")
        else { return nil }
        var bytes: [UInt8] = []
        for offset in 0..<19 { bytes.append(offset == 10 ? 0x20 : window[range.start + offset]) }
        bytes += Array(" +0000".utf8)
        return parse(bytes.span, ByteRange(0, Self.length))?.instant
    }

    /// Two digits from byte `index` on.
    private static func pair(_ digits: UInt64, _ index: UInt64) -> Int {
        Int(digits >> (index * 8) & 0xff) * 10 + Int(digits >> (index * 8 + 8) & 0xff)
    }

    /// Whether every byte is 0…9.
    private static func areDigits(_ word: UInt64) -> Bool {
        ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080 == 0
    }

    /// The day of "2031-07-" and the digits of "05 10:15".
    private static func day(_ date: UInt64, _ clockDigits: UInt64) -> CivilDate? {
        let digits = date ^ 0x2d30_302d_3030_3030
        guard areDigits(digits), digits & 0xff00_00ff_0000_0000 == 0 else { return nil }
        return CivilDate(
            year: pair(digits, 0) * 100 + pair(digits, 2), month: pair(digits, 5),
            day: pair(clockDigits, 0))
    }
}
