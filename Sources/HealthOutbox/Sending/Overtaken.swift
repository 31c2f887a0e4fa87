internal import GRDB

/// Whether a later run of its automation already delivered what a message covers (8).
enum Overtaken {
    static func check(_ row: MessageRow, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                SELECT 1 FROM receipt WHERE automation = ?1 AND seq > ?2 AND run <> ?3
                    AND outcome = 'delivered'
                    AND (stream IS NULL OR ?4 IS NULL OR stream = ?4)
                    AND (range_from IS NULL OR ?6 IS NULL OR range_from < ?6)
                    AND (range_to IS NULL OR ?5 IS NULL OR range_to > ?5)
                LIMIT 1
                """)
        return try Row.fetchOne(
            statement,
            arguments: [row.automation, row.seq, row.runID.text, row.stream, row.from, row.to])
            != nil
    }
}
