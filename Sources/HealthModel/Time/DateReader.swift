/// The parts of a written date; each reads from the current position or leaves it where it was.
struct DateReader {
    struct Clock {
        /// Of the day, 0…86400 (a leap second counts as the first of the next minute).
        var second: Int
        var hasSeconds: Bool
        var isTwelveHour: Bool
    }

    private let count: Int
    private var position = 0

    init(count: Int) {
        self.count = count
    }

    var isAtEnd: Bool { position == count }

    mutating func take(_ character: UInt8, _ text: Span<UInt8>) -> Bool {
        guard position < count, text[position] == character else { return false }
        position += 1
        return true
    }

    /// One or more of U+0020, U+00A0 and U+202F.
    mutating func skipBlank(_ text: Span<UInt8>) -> Bool {
        let first = position
        while position < count {
            if text[position] == 0x20 {
                position += 1
            } else if isAt([0xc2, 0xa0], text) {
                position += 2
            } else if isAt([0xe2, 0x80, 0xaf], text) {
                position += 3
            } else {
                break
            }
        }
        return position > first
    }

    /// `yyyy-MM-dd`.
    mutating func readDay(_ text: Span<UInt8>) -> CivilDate? {
        let first = position
        if let year = readNumber(4...4, text), take(UInt8(ascii: "-"), text),
            let month = readNumber(2...2, text),
            take(UInt8(ascii: "-"), text), let day = readNumber(2...2, text),
            let date = CivilDate(year: year, month: month, day: day)
        {
            return date
        }
        position = first
        return nil
    }

    /// `HH:mm[:ss[.f…]]` or `h:mm[:ss] AM`.
    mutating func readClock(_ text: Span<UInt8>) -> Clock? {
        let first = position
        guard var hour = readNumber(1...2, text) else { return nil }
        let hourDigits = position - first
        guard take(UInt8(ascii: ":"), text), let minute = readNumber(2...2, text), minute < 60
        else { return nil }
        var second = 0
        let hasSeconds = take(UInt8(ascii: ":"), text)
        if hasSeconds {
            guard let read = readNumber(2...2, text), read <= 60 else { return nil }
            second = read
            if take(UInt8(ascii: "."), text) || take(UInt8(ascii: ","), text) {
                guard readNumber(1...18, text) != nil else { return nil }
            }
        }
        let isTwelveHour: Bool
        if let half = readHalf(text) {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + half
            isTwelveHour = true
        } else {
            guard hour < 24, hourDigits == 2 else { return nil }
            isTwelveHour = false
        }
        return Clock(
            second: hour * 3600 + minute * 60 + second, hasSeconds: hasSeconds,
            isTwelveHour: isTwelveHour)
    }

    /// `Z`, `±hhmm`, `±hh:mm`, `±hh`, in seconds east of UTC.
    mutating func readOffset(_ text: Span<UInt8>) -> Int? {
        if take(UInt8(ascii: "Z"), text) || take(UInt8(ascii: "z"), text) { return 0 }
        let isNegative = take(UInt8(ascii: "-"), text)
        guard isNegative || take(UInt8(ascii: "+"), text), let hours = readNumber(2...2, text),
            hours < 24
        else {
            return nil
        }
        var minutes = 0
        if take(UInt8(ascii: ":"), text) || !isAtEnd {
            guard let read = readNumber(2...2, text), read < 60 else { return nil }
            minutes = read
        }
        let seconds = hours * 3600 + minutes * 60
        return isNegative ? -seconds : seconds
    }

    /// AM or PM behind blanks: the hours to add to a clock of 0…11.
    private mutating func readHalf(_ text: Span<UInt8>) -> Int? {
        let first = position
        _ = skipBlank(text)
        let isMorning = take(UInt8(ascii: "A"), text) || take(UInt8(ascii: "a"), text)
        if isMorning || take(UInt8(ascii: "P"), text) || take(UInt8(ascii: "p"), text),
            take(UInt8(ascii: "M"), text) || take(UInt8(ascii: "m"), text)
        {
            return isMorning ? 0 : 12
        }
        position = first
        return nil
    }

    private mutating func readNumber(_ digits: ClosedRange<Int>, _ text: Span<UInt8>) -> Int? {
        let first = position
        var number = 0
        while position < count, position - first < digits.upperBound,
            (0x30...0x39).contains(text[position])
        {
            number = number * 10 + Int(text[position] - 0x30)
            position += 1
        }
        guard position - first >= digits.lowerBound else {
            position = first
            return nil
        }
        return number
    }

    private func isAt(_ bytes: InlineArray<2, UInt8>, _ text: Span<UInt8>) -> Bool {
        position + 1 < count && text[position] == bytes[0] && text[position + 1] == bytes[1]
    }

    private func isAt(_ bytes: InlineArray<3, UInt8>, _ text: Span<UInt8>) -> Bool {
        position + 2 < count && text[position] == bytes[0] && text[position + 1] == bytes[1]
            && text[position + 2] == bytes[2]
    }
}
