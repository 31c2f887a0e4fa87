import HealthModel

/// Dates in the forms that are needed too seldom to be made fast.
enum DateText {
    /// `yyyy-MM-dd`.
    static func day(_ date: CivilDate) -> String {
        let (year, month, day) = date.components
        return "\(year)-\(XMLBytes.twoDigits(month))-\(XMLBytes.twoDigits(day))"
    }

    /// `yyyy-MM-ddTHH:mm:ssZ` of seconds since 1970.
    static func utc(_ seconds: Int64) -> String {
        let parts = clock(seconds)
        return "\(parts.day)T\(parts.time)Z"
    }

    /// `yyyy-MM-dd HH:mm:ss ±hhmm` at a number of seconds east of UTC.
    static func local(_ seconds: Int64, offset: Int) -> String {
        let parts = clock(seconds + Int64(offset))
        let minutes = abs(offset) / 60
        let zone = XMLBytes.twoDigits(minutes / 60) + XMLBytes.twoDigits(minutes % 60)
        return "\(parts.day) \(parts.time) \(offset < 0 ? "-" : "+")\(zone)"
    }

    private static func clock(_ seconds: Int64) -> (day: String, time: String) {
        let number = SyntheticZone.floorDivide(seconds, 86_400)
        let time = Int(seconds - number * 86_400)
        let clock = [time / 3600, time / 60 % 60, time % 60].map(XMLBytes.twoDigits)
        return (
            day(CivilDate(dayNumber: Int32(clamping: number))), clock.joined(separator: ":")
        )
    }
}
