extension JSONWriter {
    /// Writes a key and a date, or nothing.
    public mutating func date(_ key: String, _ date: Instant?, _ dates: inout DateWriter) {
        guard let date else { return }
        self.key(key)
        self.date(date, &dates)
    }

    /// Writes a key and a text, or nothing.
    public mutating func string(_ key: String, _ text: String?) {
        guard let text else { return }
        self.key(key)
        string(text)
    }

    /// Writes a key and a number, or nothing.
    public mutating func number(_ key: String, _ number: Double?) {
        guard let number, number.isFinite else { return }
        self.key(key)
        self.number(number)
    }

    /// Writes a key and a flag, or nothing.
    public mutating func bool(_ key: String, _ flag: Bool?) {
        guard let flag else { return }
        self.key(key)
        bool(flag)
    }

    /// Writes members that were kept.
    public mutating func members(_ members: [JSONValue.Member]) {
        for member in members {
            key(member.key)
            value(member.value)
        }
    }
}

extension [JSONValue.Member] {
    /// Both lists as one, sorted by code point; of equal keys this list's counts.
    public func merged(with other: [JSONValue.Member]) -> [JSONValue.Member] {
        let known = Set(map(\.key))
        return (self + other.filter { !known.contains($0.key) })
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }
}
