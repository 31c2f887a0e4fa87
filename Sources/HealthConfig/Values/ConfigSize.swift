/// Sizes as text: `5MiB`, `200kB`, `512B`, or a plain number of bytes.
public enum ConfigSize {
    private static let units: [(name: String, bytes: Int)] = [
        ("B", 1), ("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000),
        ("TB", 1_000_000_000_000), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
        ("TiB", 1 << 40),
    ]

    static var unitNames: [String] { units.map(\.name) }

    /// Bytes, or `nil` when the text is not a size.
    public static func parse(_ text: String) -> Int? {
        if let bytes = Int(text), bytes >= 0 { return bytes }
        guard let (count, name) = ConfigDuration.split(text),
            let unit = units.first(where: { $0.name == name || $0.name == name.capitalisedK })
        else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: unit.bytes)
        return overflow ? nil : bytes
    }

    /// The shortest exact form: `5MiB`, `200kB`, `1234`; the inverse of ``parse(_:)``.
    static func text(of bytes: Int) -> String {
        let fitting = units.filter { bytes != 0 && bytes % $0.bytes == 0 }
        guard let unit = fitting.max(by: { $0.bytes < $1.bytes }), unit.bytes > 1 else {
            return String(bytes)
        }
        return "\(bytes / unit.bytes)\(unit.name)"
    }
}

extension String {
    /// `KB` and `kiB` are common spellings of `kB` and `KiB`.
    fileprivate var capitalisedK: String {
        switch self {
        case "KB": "kB"
        case "kiB": "KiB"
        default: self
        }
    }
}
