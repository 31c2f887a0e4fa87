/// Reads dates in every form that payloads and files of the app have been seen to use.
///
/// Forms, by section 1.3 of the wire format: a day; a day and a 24-hour clock, with or without seconds and
/// fraction, with an offset (`+0100`, `+01:00`, `Z`) or in the given zone; the same with a 12-hour clock and
/// AM or PM behind a blank of any kind; ISO 8601 with `T` and an offset; a number of seconds since 1970, or of
/// milliseconds from 10¹¹ on. Fractions are rounded down. Years outside 1…9999 are not read.
public enum WireDate {
    /// Returns the instant, or `nil` when the whole text is not a date of a known form.
    ///
    /// - Parameter zone: Where a text without an offset is local time: the first of two when it is
    ///   ambiguous, the end of the gap when the clock never shows it.
    public static func parse(_ text: Span<UInt8>, zone: ZoneTable) -> Instant? {
        var reader = DateReader(count: text.count)
        guard let date = reader.readDay(text) else { return number(text) }
        guard !reader.isAtEnd else { return zone.start(of: date) }
        let isISO = reader.take(UInt8(ascii: "T"), text) || reader.take(UInt8(ascii: "t"), text)
        guard isISO || reader.skipBlank(text) else { return nil }
        guard let clock = reader.readClock(text) else { return nil }
        if isISO, !clock.hasSeconds || clock.isTwelveHour { return nil }
        guard !reader.isAtEnd else {
            return isISO ? nil : zone.instant(date, secondsOfDay: clock.second)
        }
        _ = reader.skipBlank(text)
        guard let offset = reader.readOffset(text), reader.isAtEnd else { return nil }
        return Instant(seconds: Int64(date.dayNumber) * 86_400 + Int64(clock.second - offset))
    }

    /// The same for text that is at hand as an array.
    public static func parse(_ text: [UInt8], zone: ZoneTable) -> Instant? {
        parse(text.span, zone: zone)
    }

    /// A number of seconds since 1970, or of milliseconds from 10¹¹ on; `nil` outside the years 1…9999.
    public static func instant(epoch number: Double) -> Instant? {
        let seconds = number.magnitude >= 1e11 ? number / 1000 : number
        let whole = seconds.rounded(.down)
        // Also false for what is not a number.
        guard whole >= -62_135_596_800, whole <= 253_402_300_799 else { return nil }
        return Instant(seconds: Int64(whole))
    }

    private static func number(_ text: Span<UInt8>) -> Instant? {
        guard (1...32).contains(text.count) else { return nil }
        var ascii: [UInt8] = []
        for index in text.indices {
            switch text[index] {
            case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                ascii.append(text[index])
            default: return nil
            }
        }
        return Double(String(decoding: ascii, as: UTF8.self)).flatMap(instant(epoch:))
    }
}
