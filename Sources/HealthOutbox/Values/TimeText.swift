internal import HealthModel

/// Times in sentences for people.
enum TimeText {
    /// `2026-03-10T06:15:00Z`
    static func utc(_ moment: Moment) -> String {
        let seconds = moment.instant.seconds
        let (day, rest) = (
            floorDivide(seconds, 86_400), seconds - floorDivide(seconds, 86_400) * 86_400
        )
        guard let number = Int32(exactly: day) else { return "\(seconds) s" }
        let date = CivilDate(dayNumber: number).components
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(date.year)-\(two(Int64(date.month)))-\(two(Int64(date.day)))T"
            + "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    private static func floorDivide(_ value: Int64, _ by: Int64) -> Int64 {
        let quotient = value / by
        return value % by < 0 ? quotient - 1 : quotient
    }
}
