internal import GRDB

/// `meta`: the spool's id, the sender's epoch, how the last sender ended.
enum MetaTable {
    enum Key: String {
        case spoolID = "spool_id"
        case epoch
        /// 1 after a sender that ended by itself.
        case clean
        case programVersion = "program_version"
    }

    static func get(_ key: Key, _ db: Database) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT value FROM meta WHERE key = ?"),
            arguments: [key.rawValue])
    }

    static func set(_ key: Key, _ value: String, _ db: Database) throws {
        try db.cachedStatement(
            sql:
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        ).execute(arguments: [key.rawValue, value])
    }
}
