internal import GRDB
internal import HealthModel

/// A row of `request`: what is frozen of a message's request, with its body unless that is a file or gone.
///
/// The headers stand before the body, so that what does not fit into a page of SQLite's is one piece of the body.
struct RequestRow: Sendable {
    var method: String
    var contentType: String
    var headers: [HeaderField]
    /// The body as ``PackedBody`` makes it.
    var bytes: [UInt8]?

    func insert(for message: Int64, _ db: Database) throws {
        try db.run(
            """
            INSERT INTO request (message, method, content_type, headers, bytes)
            VALUES (?, ?, ?, ?, ?)
            """, message, method, contentType, HeaderText.write(headers), bytes)
    }

    /// - Throws: ``OutboxError`` of damage when it is not there or not what this program writes.
    static func fetch(_ message: MessageRow, _ db: Database) throws -> RequestRow {
        let request = try db.first(
            "SELECT method, content_type, headers, bytes FROM request WHERE message = ?",
            message.row
        ) { row in
            try HeaderText.read(row.get(2)).map {
                RequestRow(
                    method: try row.get(0), contentType: try row.get(1), headers: $0,
                    bytes: try row.get(3))
            }
        }
        guard let request = request ?? nil else {
            throw OutboxError(
                .damaged,
                "The headers of message \(message.id) cannot be read; run hae outbox verify --repair."
            )
        }
        return request
    }

    /// The stored bytes of a body that is a row.
    static func bytes(_ message: Int64, _ db: Database) throws -> [UInt8]? {
        try db.first("SELECT bytes FROM request WHERE message = ?", message) { try $0.get(0) }
            ?? nil
    }

    /// - Parameter bytes: `nil` removes them.
    static func setBytes(_ bytes: [UInt8]?, of message: Int64, _ db: Database) throws {
        try db.run("UPDATE request SET bytes = ? WHERE message = ?", bytes, message)
    }

    /// What a message's divider and renderer get to know of it.
    func content(of row: MessageRow) -> MessageContent {
        MessageContent(
            id: row.id, automation: row.automation, automationName: row.automationName,
            run: row.runID, part: row.part, headers: headers, contentType: contentType,
            contentEncoding: row.contentEncoding, records: row.records,
            bodyLength: row.bodyLength, from: row.from.map { Moment(milliseconds: $0).instant },
            to: row.to.map { Moment(milliseconds: $0).instant })
    }
}
