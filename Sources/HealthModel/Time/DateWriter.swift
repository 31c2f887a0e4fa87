/// Writes instants as local dates of one zone; day and offset are made once and copied until they change.
///
/// Offsets are whole minutes on the wire. In the days of local mean time they had seconds: those are cut off,
/// and the clock written is the one of the shorter offset, so that the instant reads back unchanged. Years
/// below 1 and above 9999 are written as 1 and 9999.
public struct DateWriter: Sendable {
    private var cursor: ZoneCursor
    private var day: Int64 = .min
    /// `2026-03-10`.
    private var dayText: [UInt8] = []
    private var offset: Int32 = .min
    /// `+0100`.
    private var offsetText: [UInt8] = []

    public init(zone: ZoneTable) {
        cursor = ZoneCursor(zone)
    }

    /// Appends ASCII bytes.
    public mutating func append(
        _ instant: Instant, as form: DateForm = .wire, to bytes: inout [UInt8]
    ) {
        let seconds = ZoneTable.clamp(instant)
        let minutes = form == .utc ? 0 : cursor.offset(at: instant) / 60
        let local = min(max(seconds + Int64(minutes) * 60, DateWriter.first), DateWriter.last)
        let day = floorDivide(local, by: 86_400)
        if day != self.day { setDay(day) }
        bytes += dayText
        guard form != .day else { return }
        bytes.append(UInt8(ascii: form == .iso || form == .utc ? "T" : " "))
        appendClock(Int(local - day * 86_400), seconds: form != .localMinutes, to: &bytes)
        switch form {
        case .wire:
            bytes.append(UInt8(ascii: " "))
            if minutes != offset { setOffset(minutes) }
            bytes += offsetText
        case .iso:
            if minutes != offset { setOffset(minutes) }
            bytes += offsetText[..<3]
            bytes.append(UInt8(ascii: ":"))
            bytes += offsetText[3...]
        case .utc: bytes.append(UInt8(ascii: "Z"))
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
        dayText.removeAll(keepingCapacity: true)
        DateWriter.appendTwo(year / 100, to: &dayText)
        DateWriter.appendTwo(year % 100, to: &dayText)
        dayText.append(UInt8(ascii: "-"))
        DateWriter.appendTwo(month, to: &dayText)
        dayText.append(UInt8(ascii: "-"))
        DateWriter.appendTwo(dayOfMonth, to: &dayText)
    }

    private mutating func setOffset(_ minutes: Int32) {
        offset = minutes
        offsetText = [UInt8(ascii: minutes < 0 ? "-" : "+")]
        DateWriter.appendTwo(Int(minutes.magnitude / 60), to: &offsetText)
        DateWriter.appendTwo(Int(minutes.magnitude % 60), to: &offsetText)
    }

    private func appendClock(_ second: Int, seconds: Bool, to bytes: inout [UInt8]) {
        DateWriter.appendTwo(second / 3600, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        DateWriter.appendTwo(second / 60 % 60, to: &bytes)
        guard seconds else { return }
        bytes.append(UInt8(ascii: ":"))
        DateWriter.appendTwo(second % 60, to: &bytes)
    }

    private static func appendTwo(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(number / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
