/// Writes instants as local dates of one zone; day and offset are made once and copied until they change.
///
/// Offsets are whole minutes on the wire. In the days of local mean time they had seconds: those are cut off,
/// and the clock written is the one of the shorter offset, so that the instant reads back unchanged. Years
/// below 1 and above 9999 are written as 1 and 9999.
public struct DateWriter: Sendable {
    private var cursor: ZoneCursor
    private var day: Int64 = .min
    /// The date that was written last, `"2026-03-10 08:30:00 +0100"`: most bytes of the next are the same, and all go out in
    /// one copy.
    private var text = Array("\"0000-00-00 00:00:00 +0000\"".utf8)
    private var offset: Int32 = .min

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
        setClock(Int(local - day * 86_400))
        if quoted, form == .wire { return bytes.append(contentsOf: text) }
        if quoted { bytes.append(UInt8(ascii: "\"")) }
        append(form, to: &bytes)
        if quoted { bytes.append(UInt8(ascii: "\"")) }
    }

    private func append(_ form: DateForm, to bytes: inout [UInt8]) {
        switch form {
        case .wire: bytes.append(contentsOf: text[1..<26])
        case .localSeconds: bytes.append(contentsOf: text[1..<20])
        case .localMinutes: bytes.append(contentsOf: text[1..<17])
        case .day: bytes.append(contentsOf: text[1..<11])
        case .iso, .utc:
            bytes.append(contentsOf: text[1..<11])
            bytes.append(UInt8(ascii: "T"))
            bytes.append(contentsOf: text[12..<20])
            guard form == .iso else { return bytes.append(UInt8(ascii: "Z")) }
            bytes.append(contentsOf: text[21..<24])
            bytes.append(UInt8(ascii: ":"))
            bytes.append(contentsOf: text[24..<26])
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
        DateWriter.put(year / 100, at: 1, in: &text)
        DateWriter.put(year % 100, at: 3, in: &text)
        DateWriter.put(month, at: 6, in: &text)
        DateWriter.put(dayOfMonth, at: 9, in: &text)
    }

    private mutating func setOffset(_ minutes: Int32) {
        offset = minutes
        text[21] = UInt8(ascii: minutes < 0 ? "-" : "+")
        DateWriter.put(Int(minutes.magnitude / 60), at: 22, in: &text)
        DateWriter.put(Int(minutes.magnitude % 60), at: 24, in: &text)
    }

    /// - Parameter clock: The second of the current day.
    private mutating func setClock(_ clock: Int) {
        DateWriter.put(clock / 3600, at: 12, in: &text)
        DateWriter.put(clock / 60 % 60, at: 15, in: &text)
        DateWriter.put(clock % 60, at: 18, in: &text)
    }

    /// Two digits.
    @inline(__always)
    private static func put(_ number: Int, at place: Int, in text: inout [UInt8]) {
        var span = text.mutableSpan
        span[place] = digit(number / 10)
        span[place + 1] = digit(number)
    }

    /// The last decimal digit.
    private static func digit(_ number: Int) -> UInt8 {
        UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
    }
}
