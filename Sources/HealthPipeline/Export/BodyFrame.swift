import HealthEncoding
import HealthPlugin

/// What stands around the records of one body, so that each body is complete wherever it is cut.
///
/// A value that is told about every record and says which bytes go before it; it never sees the records.
struct BodyFrame {
    enum Kind: Sendable {
        /// One object with the single key `data`, which holds one array.
        case json(dataKey: String)
        /// multipart/form-data with exactly one part, a CSV file with its header row.
        case csv(part: String, file: String, header: [UInt8])
    }

    private let kind: Kind
    private let boundary: String
    private let streams: [ExportStream]
    private var openStream: Int?

    /// - Parameters:
    ///   - sessionID: Names the multipart boundary.
    ///   - streams: As the records will name them by index.
    init(_ kind: Kind, sessionID: String, streams: [ExportStream]) {
        self.kind = kind
        self.boundary = "Boundary-\(sessionID)"
        self.streams = streams
    }

    var contentType: String {
        switch kind {
        case .json: "application/json"
        case .csv: "multipart/form-data; boundary=\(boundary)"
        }
    }

    /// The bytes before the first record.
    var opening: [UInt8] {
        switch kind {
        case .json:
            // The array begins with its first record: a body without any has no key at all.
            return Array("{\"data\":{".utf8)
        case .csv(let part, let file, let header):
            let lines = [
                "--\(boundary)",
                "Content-Disposition: form-data; name=\"\(part)\"; filename=\"\(file)\"",
                "Content-Type: text/csv", "", "",
            ]
            return Array(lines.joined(separator: "\r\n").utf8) + header
        }
    }

    /// The bytes between what is there and a record of a stream; the frame then counts it as written.
    mutating func separator(before stream: Int) -> [UInt8] {
        guard case .json(let dataKey) = kind else { return [] }
        defer { openStream = stream }
        if openStream == stream { return [UInt8(ascii: ",")] }
        guard let group = streams[stream].group else {
            return openStream == nil ? Array("\"\(dataKey)\":[".utf8) : [UInt8(ascii: ",")]
        }
        var bytes = Array((openStream == nil ? "\"\(dataKey)\":[" : "]},").utf8)
        bytes += Array("{\"name\":".utf8)
        JSONText.appendQuoted(group.name, to: &bytes)
        bytes += Array(",\"units\":".utf8)
        JSONText.appendQuoted(group.units, to: &bytes)
        bytes += Array(",\"data\":[".utf8)
        return bytes
    }

    /// The bytes after the last record that was announced.
    var closing: [UInt8] {
        switch kind {
        case .json:
            guard let openStream else { return Array("}}".utf8) }
            return Array((streams[openStream].group == nil ? "]}}" : "]}]}}").utf8)
        case .csv:
            return Array("\r\n--\(boundary)--\r\n".utf8)
        }
    }
}
