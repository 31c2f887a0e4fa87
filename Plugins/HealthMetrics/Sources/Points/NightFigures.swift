import HealthPlugin

/// A night as the wire has it: hours and times, any of which may be unknown. Section 3.5 of the wire format.
struct NightFigures: Equatable {
    static let hourKeys = ["totalSleep", "asleep", "core", "deep", "rem", "awake", "inBed"]
    static let timeKeys = ["sleepStart", "sleepEnd", "inBedStart", "inBedEnd"]
    /// Places in ``hourKeys`` in the order of the CSV columns.
    static let columns = [0, 1, 6, 2, 3, 4, 5]

    /// In the order of ``hourKeys``.
    var hours: [Double?] = Array(repeating: nil, count: hourKeys.count)
    /// In the order of ``timeKeys``.
    var times: [Instant?] = Array(repeating: nil, count: timeKeys.count)

    init() {}

    /// A night that was computed, in which nothing is unknown.
    init(_ night: SleepNight) {
        hours = [
            night.totalSleep, night.asleep, night.core, night.deep, night.rem, night.awake,
            night.inBed,
        ].map(SleepNight.hours)
        times = [night.sleepStart, night.sleepEnd, night.inBedStart, night.inBedEnd]
    }

    func write(to json: inout JSONWriter, dates: inout DateWriter) {
        for (key, hours) in zip(Self.hourKeys, hours) { json.number(key, hours) }
        for (key, time) in zip(Self.timeKeys, times) { json.date(key, time, &dates) }
    }
}
