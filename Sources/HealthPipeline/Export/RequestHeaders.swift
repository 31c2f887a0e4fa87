import HealthModel

/// The headers of one request that are frozen when it is enqueued: the app's and ours, never the user's.
///
/// Source: sections 2.2 and 2.3 of the wire format, in that order.
struct RequestHeaders {
    var contentType: String
    var automationName: String
    /// Upper-case UUID.
    var automationID: String
    var aggregation: String
    var period: String
    /// Upper-case UUID, the message's id.
    var sessionID: String
    /// Base64 of the SHA-256 of the bytes as they are sent.
    var digest: String
    var runID: String
    /// `3`, `12/12`, `3.1/12`.
    var batch: String
    var range: String
    var exportedAt: String
    var dataKey: String
    var version: Int
    /// `false`: only the app's headers.
    var hasExtra: Bool
    /// Whether Idempotency-Key is a structured-field string, with quotes.
    var quotesKey: Bool

    var list: [(name: String, value: String)] {
        let app = [
            ("Content-Type", contentType), ("automation-name", Self.encoded(automationName)),
            ("automation-id", automationID), ("automation-aggregation", aggregation),
            ("automation-period", period), ("session-id", sessionID),
        ]
        guard hasExtra else { return app }
        return app + [
            ("Idempotency-Key", quotesKey ? "\"\(sessionID)\"" : sessionID),
            ("Content-Digest", "sha-256=:\(digest):"), ("hae-run-id", runID), ("hae-batch", batch),
            ("hae-range", range), ("hae-exported-at", exportedAt), ("hae-data-type", dataKey),
            ("hae-export-version", "v\(version)"), ("User-Agent", "hae/\(ProgramVersion.number)"),
        ]
    }

    /// Percent-encodes `%`, control and non-ASCII characters, and blanks at the ends.
    static func encoded(_ name: String) -> String {
        let bytes = Array(name.utf8)
        let lastInner = bytes.lastIndex { $0 != 0x20 } ?? -1
        let firstInner = bytes.firstIndex { $0 != 0x20 } ?? bytes.count
        var text = ""
        for (index, byte) in bytes.enumerated() {
            let isOuterBlank = index < firstInner || index > lastInner
            switch byte {
            case UInt8(ascii: "%"), 0..<0x20, 0x7f...: text += escape(byte)
            case 0x20 where isOuterBlank: text += escape(byte)
            default: text.unicodeScalars.append(UnicodeScalar(byte))
            }
        }
        return text
    }

    private static func escape(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.count == 1 ? "0" : "") + digits
    }
}
