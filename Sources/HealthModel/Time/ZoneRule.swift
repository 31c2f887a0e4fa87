/// The rule in the footer of a zone file, for the time behind its last transition: `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Grammar: POSIX TZ with the extension of RFC 9636, 3.3.2, that times run from -167 to 167 hours.
struct ZoneRule: Hashable, Sendable {
    enum Day: Hashable, Sendable {
        /// 1…365; 29 February is never counted.
        case julian(Int)
        /// 0…365; 29 February is counted.
        case dayOfYear(Int)
        /// The n-th weekday (0 Sunday) of a month; week 5 is the last.
        case weekday(month: Int, week: Int, day: Int)
    }

    struct Edge: Hashable, Sendable {
        var day: Day
        /// Seconds after local midnight.
        var time: Int64
    }

    struct Daylight: Hashable, Sendable {
        var offset: Int32
        var start: Edge
        var end: Edge
    }

    /// Seconds east of UTC.
    var standard: Int32
    /// Absent when the offset stays.
    var daylight: Daylight?

    /// The two changes of a year. `rank` orders changes of one instant: the end before the start.
    func transitions(inYear year: Int) -> [(at: Int64, offset: Int32, rank: Int)] {
        guard let daylight else { return [] }
        return [
            (daylight.start.seconds(inYear: year) - Int64(standard), daylight.offset, 1),
            (daylight.end.seconds(inYear: year) - Int64(daylight.offset), standard, 0),
        ]
    }
}

extension ZoneRule.Edge {
    /// Seconds since 1970 on the local clock.
    func seconds(inYear year: Int) -> Int64 {
        Int64(dayNumber(inYear: year)) * 86_400 + time
    }

    private func dayNumber(inYear year: Int) -> Int {
        let newYear = CivilDate.dayNumber(year: year, month: 1, day: 1)
        switch day {
        case .julian(let day):
            let isLeap = CivilDate.length(ofMonth: 2, year: year) == 29
            return newYear + day - 1 + (isLeap && day >= 60 ? 1 : 0)
        case .dayOfYear(let day):
            return newYear + day
        case .weekday(let month, let week, let day):
            let first = CivilDate.dayNumber(year: year, month: month, day: 1)
            // CivilDate counts from Monday, POSIX from Sunday.
            let weekday = (CivilDate(dayNumber: Int32(clamping: first)).weekday + 1) % 7
            let length = CivilDate.length(ofMonth: month, year: year)
            var offset = (day - weekday + 7) % 7 + (week - 1) * 7
            if offset >= length { offset -= 7 }
            return first + offset
        }
    }
}
