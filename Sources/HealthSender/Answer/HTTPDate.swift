internal import HealthModel

/// The three date forms of HTTP (RFC 9110, section 5.6.7), in seconds since 1970.
enum HTTPDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
    ///
    /// - Parameter now: Seconds since 1970, for years of two digits: such a year lies at most 50 years ahead.
    static func parse(_ text: String, now: Int64) -> Int64? {
        let words = text.lowercased().split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        guard words.count >= 5 else { return nil }
        if let month = months.firstIndex(of: words[1]) {
            guard words.count == 5 else { return nil }
            return seconds(
                year: words[4], month: month + 1, day: words[2], time: words[3], now: now)
        }
        guard let month = months.firstIndex(of: words[2]), words.count == 6,
            words[5] == "gmt" || words[5] == "utc"
        else { return nil }
        return seconds(year: words[3], month: month + 1, day: words[1], time: words[4], now: now)
    }

    private static func seconds(
        year: String, month: Int, day: String, time: String, now: Int64
    ) -> Int64? {
        guard let day = number(day, digits: 1...2), var wholeYear = number(year, digits: 2...4)
        else {
            return nil
        }
        if year.utf8.count == 2 {
            let current = CivilDate(dayNumber: Int32(clamping: now / 86400)).components.year
            wholeYear += current / 100 * 100
            if wholeYear > current + 50 { wholeYear -= 100 }
        }
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map {
            number(String($0), digits: 2...2)
        }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            hour < 24, minute < 60, second <= 60,
            let date = CivilDate(year: wholeYear, month: month, day: day)
        else { return nil }
        return Int64(date.dayNumber) * 86400 + Int64(hour * 3600 + minute * 60 + second)
    }

    private static func number(_ text: String, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) })
        else {
            return nil
        }
        return Int(text)
    }
}
