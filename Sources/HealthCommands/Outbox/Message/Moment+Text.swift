import HealthPipeline

extension Moment {
    var rfc3339: String { instant.rfc3339 }

    /// `12:04:31Z` on the day of `now` (UTC), else with its date.
    func clock(now: Moment) -> String {
        let (text, today) = (rfc3339, now.rfc3339)
        guard text.prefix(10) == today.prefix(10) else { return text }
        return String(text.dropFirst(11))
    }

    /// `2h 5m`, never negative: a clock that went back shows 0s.
    func age(now: Moment) -> String {
        Humanize.duration(seconds: max(0, Int64(now.seconds(since: self))))
    }
}

extension Identifier {
    /// The first 8 characters, by which people call messages and runs.
    var short: String { String(text.prefix(8)) }
}
