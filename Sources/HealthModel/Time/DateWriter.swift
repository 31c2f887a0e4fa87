/// Writes instants as local dates of one zone; day and offset are made once and copied until they change.
///
/// Offsets are whole minutes on the wire. In the days of local mean time they had seconds: those are cut off,
/// and the clock written is the one of the shorter offset, so that the instant reads back unchanged. Years
/// below 1 and above 9999 are written as 1 and 9999.
public struct DateWriter: Sendable {
    private var cursor: ZoneCursor
    private var day: Int64 = .min
    /// `2026-03-10`.
    private var dayText = InlineArray<10, UInt8>(repeating: 0)
    private var offset: Int32 = .min
    /// `+0100`.
    private var offsetText = InlineArray<5, UInt8>(repeating: 0)

    public init(zone: ZoneTable) {
        cursor = ZoneCursor(zone)
    }

    /// Appends ASCII bytes; in quotes when asked, which spares JSON two reservations a date.
    public mutating func append(
        _ instant: Instant, as form: DateForm = .wire, quoted: Bool = false,
        to bytes: inout [UInt8]
    ) {
        let seconds = ZoneTable.clamp(instant)
        let minutes = form == .utc ? 0 : cursor.offset(at: instant) / 60
        let local = min(max(seconds + Int64(minutes) * 60, DateWriter.first), DateWriter.last)
        let day = floorDivide(local, by: 86_400)
        if day != self.day { setDay(day) }
        if minutes != offset { setOffset(minutes) }
        let clock = Int(local - day * 86_400)
        bytes.append(addingCapacity: 27) { output in
            if quoted { output.append(UInt8(ascii: "\"")) }
            append(clock, as: form, to: &output)
            if quoted { output.append(UInt8(ascii: "\"")) }
        }
    }

    /// - Parameter clock: The second of the current day.
    @inline(__always)
    private func append(_ clock: Int, as form: DateForm, to output: inout OutputSpan<UInt8>) {
        for index in dayText.indices { output.append(dayText[index]) }
        guard form != .day else { return }
        output.append(UInt8(ascii: form == .iso || form == .utc ? "T" : " "))
        DateWriter.appendClock(clock, seconds: form != .localMinutes, to: &output)
        switch form {
        case .wire:
            output.append(UInt8(ascii: " "))
            for index in offsetText.indices { output.append(offsetText[index]) }
        case .iso:
            for index in offsetText.indices {
                if index == 3 { output.append(UInt8(ascii: ":")) }
                output.append(offsetText[index])
            }
        case .utc: output.append(UInt8(ascii: "Z"))
        case .localSeconds, .localMinutes, .day: break
        }
    }

    /// The date as text, for messages and identifiers.
    public mutating func text(_ instant: Instant, as form: DateForm = .wire) -> String {
        var bytes: [UInt8] = []
        append(instant, as: form, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// 0001-01-01 00:00:00 and 9999-12-31 23:59:59 on the local clock.
    private static let first: Int64 = -62_135_596_800
    private static let last: Int64 = 253_402_300_799

    private mutating func setDay(_ day: Int64) {
        self.day = day
        let (year, month, dayOfMonth) = CivilDate(dayNumber: Int32(day)).components
        dayText = [
            DateWriter.digit(year / 1000), DateWriter.digit(year / 100),
            DateWriter.digit(year / 10), DateWriter.digit(year), UInt8(ascii: "-"),
            DateWriter.digit(month / 10), DateWriter.digit(month), UInt8(ascii: "-"),
            DateWriter.digit(dayOfMonth / 10), DateWriter.digit(dayOfMonth),
        ]
    }

    private mutating func setOffset(_ minutes: Int32) {
        offset = minutes
        let (hour, minute) = (Int(minutes.magnitude / 60), Int(minutes.magnitude % 60))
        offsetText = [
            UInt8(ascii: minutes < 0 ? "-" : "+"), DateWriter.digit(hour / 10),
            DateWriter.digit(hour), DateWriter.digit(minute / 10), DateWriter.digit(minute),
        ]
    }

    private static func appendClock(
        _ second: Int, seconds: Bool, to output: inout OutputSpan<UInt8>
    ) {
        appendTwo(second / 3600, to: &output)
        output.append(UInt8(ascii: ":"))
        appendTwo(second / 60 % 60, to: &output)
        guard seconds else { return }
        output.append(UInt8(ascii: ":"))
        appendTwo(second % 60, to: &output)
    }

    private static func appendTwo(_ number: Int, to output: inout OutputSpan<UInt8>) {
        output.append(digit(number / 10))
        output.append(digit(number))
    }

    /// The last decimal digit.
    private static func digit(_ number: Int) -> UInt8 {
        UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
    }
}
