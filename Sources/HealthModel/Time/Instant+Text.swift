extension Instant {
    /// Reads an RFC 3339 time such as `2026-03-10T06:15:00Z`; `nil` for anything else.
    public init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            let instant = WireDate.parse(bytes, zone: .utc)
        else { return nil }
        self = instant
    }

    /// RFC 3339 in UTC: `2026-03-10T06:15:00Z`.
    public var rfc3339: String {
        var dates = DateWriter(zone: .utc)
        return dates.text(self, as: .utc)
    }
}
