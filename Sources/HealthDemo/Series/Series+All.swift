extension Series {
    /// Every series in the order in which their records stand in the archive: quantities, then
    /// categories, the one with nested lists last.
    static let all: [Series] =
        body + heart + nights + activity + sport + gait + sound + food + care
        + [basalTemperature, sleepGoal] + sleep + events + symptoms + cycle + [heartRateVariability]

    /// Appends slices of `length` seconds that cover `start` ..< `end`; the last one may be shorter or
    /// longer by up to half of it.
    static func slices(
        from start: Int64, to end: Int64, length: Int64, _ body: (Int64, Int64) -> Void
    ) {
        var from = start
        while from < end {
            let to = end - from < length + length / 2 ? end : from + length
            body(from, to)
            from = to
        }
    }
}
