import HTTPTypes

/// Compares the headers of a request with those that the app sends and those that we add.
struct HeaderChecker {
    private let headers: HTTPFields

    init(_ headers: HTTPFields) {
        self.headers = headers
    }

    private static let aggregations: Set<String> = [
        "Default", "Seconds", "Minutes", "Hours", "Days", "Weeks", "Months", "Years", "None",
    ]
    private static let periods: Set<String> = [
        "Default", "Since Last Sync", "Today", "Yesterday", "Previous 7 Days", "Manual",
    ]

    /// The value of a header; nil also for a name that no header can have.
    func value(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    /// What is wrong, a sentence each; empty for a request that is as it should be.
    var problems: [String] {
        var found: [String] = []
        let required = [
            "Content-Type", "automation-name", "automation-id", "automation-aggregation",
            "automation-period", "session-id",
        ]
        for name in required where value(name) == nil {
            found.append("the header \(name) is missing")
        }
        if let type = value("Content-Type"), type != "application/json", multipartBoundary == nil {
            found.append("Content-Type is neither application/json nor multipart/form-data")
        }
        for name in ["automation-id", "session-id", "hae-run-id"] {
            if let text = value(name), !Self.isUUID(text) {
                found.append("\(name) is no upper-case UUID")
            }
        }
        if let text = value("automation-aggregation"), !Self.aggregations.contains(text) {
            found.append("automation-aggregation is none of the app's words")
        }
        if let text = value("automation-period"), !Self.periods.contains(text) {
            found.append("automation-period is none of the app's words")
        }
        if let key = value("Idempotency-Key"), let session = value("session-id"),
            key != "\"\(session)\"", key != session
        {
            found.append("Idempotency-Key is not the session-id")
        }
        return found
    }

    /// The boundary of a multipart body; nil for other bodies.
    var multipartBoundary: String? {
        guard let type = value("Content-Type"), type.hasPrefix("multipart/form-data"),
            let start = type.firstRange(of: "boundary=")?.upperBound
        else { return nil }
        return String(type[start...].prefix { $0 != ";" }.filter { $0 != "\"" })
    }

    static func isUUID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.utf8.allSatisfy(isUpperHexadecimal) }
    }

    private static func isUpperHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte)
    }
}
