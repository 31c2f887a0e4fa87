internal import GRDB

extension Schema {
    /// Whether the database at `path` has the very tables and indexes that ``bringUp(_:)`` makes.
    ///
    /// Their text lies in the file like everything else: a flipped bit in it renames a column, and statements fail although no
    /// page is broken.
    static func isIntact(at path: String) -> Bool {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let made = try DatabaseQueue()
            try made.write(bringUp)
            let found = try DatabaseQueue(path: path, configuration: configuration)
            return try made.read(texts) == found.read(texts)
        } catch {
            return false
        }
    }

    private static func texts(_ db: Database) throws -> [String?] {
        try Optional<String>.fetchAll(db, sql: "SELECT sql FROM sqlite_schema ORDER BY name")
    }
}
