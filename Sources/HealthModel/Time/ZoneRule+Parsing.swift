extension ZoneRule {
    /// Reads a footer; `nil` when it does not follow the grammar to its end.
    init?(posix text: [UInt8]) {
        var parser = Parser(text: text)
        guard parser.skipName(), let standard = parser.readTime(hoursMax: 25) else { return nil }
        // POSIX counts west of Greenwich.
        self.standard = Int32(-standard)
        guard !parser.isAtEnd else { return }
        guard parser.skipName() else { return nil }
        var offset = self.standard + 3600
        if parser.peek != UInt8(ascii: ",") {
            guard let daylight = parser.readTime(hoursMax: 25) else { return nil }
            offset = Int32(-daylight)
        }
        guard let start = parser.readEdge(), let end = parser.readEdge(), parser.isAtEnd else {
            return nil
        }
        daylight = Daylight(offset: offset, start: start, end: end)
    }
}

private struct Parser {
    let text: [UInt8]
    var position = 0

    init(text: [UInt8]) {
        self.text = text
    }

    var isAtEnd: Bool { position == text.count }

    var peek: UInt8? { position < text.count ? text[position] : nil }

    mutating func take(_ character: Character) -> Bool {
        guard peek == character.asciiValue else { return false }
        position += 1
        return true
    }

    /// `CET`, `<+03>`.
    mutating func skipName() -> Bool {
        let first = position
        if take("<") {
            while let byte = peek, byte != UInt8(ascii: ">") {
                guard (0x21...0x7e).contains(byte) else { return false }
                position += 1
            }
            return take(">")
        }
        while let byte = peek, (0x61...0x7a).contains(byte | 0x20) { position += 1 }
        return position - first >= 3
    }

    /// `[+-]h[hh][:mm[:ss]]`, in seconds.
    mutating func readTime(hoursMax: Int) -> Int64? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = readNumber(0...hoursMax) else { return nil }
        var seconds = hours * 3600
        if take(":") {
            guard let minutes = readNumber(0...59) else { return nil }
            seconds += minutes * 60
            if take(":") {
                guard let rest = readNumber(0...59) else { return nil }
                seconds += rest
            }
        }
        return Int64(isNegative ? -seconds : seconds)
    }

    /// `,Mm.w.d[/time]`, `,Jn[/time]`, `,n[/time]`.
    mutating func readEdge() -> ZoneRule.Edge? {
        guard take(","), let day = readDay() else { return nil }
        guard take("/") else { return ZoneRule.Edge(day: day, time: 7200) }
        return readTime(hoursMax: 167).map { ZoneRule.Edge(day: day, time: $0) }
    }

    private mutating func readDay() -> ZoneRule.Day? {
        if take("M") {
            guard let month = readNumber(1...12), take("."), let week = readNumber(1...5),
                take("."), let day = readNumber(0...6)
            else { return nil }
            return .weekday(month: month, week: week, day: day)
        }
        if take("J") { return readNumber(1...365).map(ZoneRule.Day.julian) }
        return readNumber(0...365).map(ZoneRule.Day.dayOfYear)
    }

    private mutating func readNumber(_ allowed: ClosedRange<Int>) -> Int? {
        var (number, digits) = (0, 0)
        while let byte = peek, (0x30...0x39).contains(byte) {
            number = number * 10 + Int(byte - 0x30)
            position += 1
            digits += 1
            guard digits <= 3 else { return nil }
        }
        return digits > 0 && allowed.contains(number) ? number : nil
    }
}
