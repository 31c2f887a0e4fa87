import HealthEncoding
import HealthOutbox

/// Writes the bodies of a tap's records: what stands around them, and where one body ends.
///
/// JSON: `{"data": {"<stream>": [ … ]}}`, records as the tap wrote them; with limits as many complete bodies as
/// are needed. CSV: one body a stream, with one file, whose columns are those of its schema.
struct TapBody {
    struct Part {
        /// `nil` in a dry run.
        var body: StagedBody?
        var contentType: String
        var records: Int
        var plainBytes: Int64
        /// Names of the streams in it, in order.
        var streams: [String]
    }

    struct Limits {
        /// Of an uncompressed body; `nil` without batching.
        var bytesMax: Int64?
        var recordsMax: Int?
    }

    let limits: Limits
    let compressed: Bool
    /// `nil` in a dry run.
    let stage: (() throws -> any BodyWriter)?

    // MARK: - JSON

    /// The bodies of a batch; none when it has no records.
    ///
    /// - Returns: The parts, and how many records are larger than a body may be and go alone.
    func jsonParts(_ batch: TapBatch) throws -> (parts: [Part], oversized: Int) {
        var parts: [Part] = []
        var oversized = 0
        var open: OpenPart?
        func close() throws {
            if let part = open { parts.append(try part.finish(Self.jsonClosing)) }
            open = nil
        }
        for stream in batch.streams where stream.records > 0 {
            var key: [UInt8] = []
            JSONText.appendQuoted(stream.name, to: &key)
            try stream.file?.forEach { record in
                if let part = open, isFull(part, adding: record.count + key.count) { try close() }
                var part = try open ?? begin("application/json", opening: Array("{\"data\":{".utf8))
                if part.streams.last == stream.name {
                    try part.encoder.append([UInt8(ascii: ",")])
                } else {
                    try part.encoder.append(
                        Array((part.streams.isEmpty ? "" : "],").utf8) + key + Array(":[".utf8))
                    part.streams.append(stream.name)
                }
                try part.encoder.append(record)
                part.records += 1
                open = part
                if part.records == 1, isFull(part, adding: 0) { oversized += 1 }
            }
        }
        try close()
        return (parts, oversized)
    }

    /// `{"data":{}}`, for receivers that want to hear that there is nothing.
    func emptyPart() throws -> Part {
        try begin("application/json", opening: Array("{\"data\":{".utf8)).finish(Array("}}".utf8))
    }

    private static let jsonClosing = Array("]}}".utf8)

    private func isFull(_ part: OpenPart, adding bytes: Int) -> Bool {
        if let most = limits.recordsMax, bytes > 0, part.records >= most { return true }
        guard let most = limits.bytesMax else { return false }
        // The separators of a new stream, at most.
        return part.encoder.plainLength + Int64(bytes + 4 + Self.jsonClosing.count) > most
    }

    // MARK: - CSV

    /// The bodies of a batch, one for each stream that has records.
    ///
    /// - Parameters:
    ///   - boundary: Of a body, counted from 0.
    ///   - day: For file names.
    /// - Returns: The parts, and how many values had no column and stayed out.
    func csvParts(
        _ batch: TapBatch, day: String, boundary: (Int) -> String
    ) throws -> (parts: [Part], withoutColumn: Int) {
        var parts: [Part] = []
        var row = TapRow()
        for stream in batch.streams where stream.records > 0 {
            let boundary = boundary(parts.count)
            let name = Self.headerText(stream.name)
            let lines = [
                "--\(boundary)",
                "Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(name)-\(day).csv\"",
                "Content-Type: text/csv", "", "",
            ]
            var part = try begin(
                "multipart/form-data; boundary=\(boundary)",
                opening: Array(lines.joined(separator: "\r\n").utf8))
            try part.encoder.append(row.header(stream.columns))
            try stream.file?.forEach { record in
                try part.encoder.append(row.cells(of: record, columns: stream.columns))
                part.records += 1
            }
            part.streams.append(stream.name)
            parts.append(try part.finish(Array("\r\n--\(boundary)--\r\n".utf8)))
        }
        return (parts, row.withoutColumn)
    }

    /// A stream's name as it may stand in a quoted parameter of a header.
    private static func headerText(_ name: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            let isPlain = scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7f
            text.append(isPlain && scalar != "\"" && scalar != "\\" && scalar != "/" ? scalar : "_")
        }
        return String(text)
    }

    // MARK: - One part

    private struct OpenPart {
        var encoder: BodyEncoder
        var contentType: String
        var records = 0
        var streams: [String] = []

        func finish(_ closing: [UInt8]) throws -> Part {
            try encoder.append(closing)
            return Part(
                body: try encoder.finish(), contentType: contentType, records: records,
                plainBytes: encoder.plainLength, streams: streams)
        }
    }

    private func begin(_ contentType: String, opening: [UInt8]) throws -> OpenPart {
        let encoder = try BodyEncoder(try stage?(), compressed: compressed)
        try encoder.append(opening)
        return OpenPart(encoder: encoder, contentType: contentType)
    }
}
