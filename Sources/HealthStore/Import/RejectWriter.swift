internal import GRDB
internal import HealthModel

/// Keeps what could not be understood, each text once.
final class RejectWriter {
    private let generation: Int64
    private let find: RawStatement
    private let insert: RawStatement
    private(set) var count = 0

    static let findSQL =
        "SELECT 1 FROM reject WHERE hash = ?1 AND kind = ?2 AND reason = ?3 AND raw = ?4 LIMIT 1"

    init(generation: Int64, in database: Database) throws {
        self.generation = generation
        find = try RawStatement(database, Self.findSQL)
        insert = try RawStatement(
            database,
            """
            INSERT INTO reject(hash, kind, reason, raw, generation, file, position)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """)
    }

    /// Adds a reject, inside a transaction. One that the store has from an earlier import is counted and not
    /// written again.
    func add(_ reject: Reject) throws {
        count += 1
        let hash = NameTable.hash(reject.raw[...])
        for statement in [find, insert] {
            statement.bind(1, hash)
            try statement.bind(2, text: reject.kind)
            try statement.bind(3, text: reject.reason)
            try statement.bind(4, blob: reject.raw[...])
        }
        let isKnown = try find.step()
        find.reset()
        if isKnown { return }
        insert.bind(5, generation)
        try insert.bind(6, text: reject.file)
        insert.bind(7, reject.offset)
        try insert.run()
    }
}
