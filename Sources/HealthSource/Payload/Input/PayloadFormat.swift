import HealthPlugin

/// In what form a file of the app is saved, found out by its first bytes.
enum PayloadFormat: Sendable, Equatable {
    case json
    case csv
    /// The body of a request, with its frame.
    case multipart
    /// One of the others, compressed.
    case gzip

    /// - Parameters:
    ///   - head: The first bytes, of which there should be some kilobytes.
    ///   - name: Decides what could be a table, and may not look like one.
    init?(head: [UInt8], name: String) {
        if head.starts(with: [0x1f, 0x8b, 0x08]) {
            self = .gzip
            return
        }
        let text = head.starts(with: [0xef, 0xbb, 0xbf]) ? head.dropFirst(3) : head[...]
        let first = text.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["): self = .json
        case nil, UInt8(ascii: "<"): return nil
        default:
            if Multipart.delimiter(in: head) != nil {
                self = .multipart
                return
            }
            let line = text.prefix { $0 != 0x0a }
            guard !line.contains(0), line.contains(UInt8(ascii: ",")) || Self.isTable(name) else {
                return nil
            }
            self = .csv
        }
    }

    private static func isTable(_ name: String) -> Bool {
        name.lowercased().hasSuffix(".csv")
    }
}
