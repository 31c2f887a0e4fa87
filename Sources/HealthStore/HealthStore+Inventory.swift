internal import Foundation
internal import GRDB
public import HealthModel

/// What the store holds beside samples; for `hae sources`.
extension HealthStore {
    /// Documents of one kind.
    public struct KindSummary: Sendable, Equatable {
        public var kind: String
        public var form: Document.Form
        public var count: Int
    }

    /// Rejects of one kind and reason.
    public struct RejectSummary: Sendable, Equatable {
        public var kind: String
        public var reason: String
        public var count: Int
        /// Where the first of them stood.
        public var file: String
        /// Its byte offset in the uncompressed file.
        public var offset: Int64
    }

    static let lastImportSQL = """
        SELECT * FROM generation WHERE digest = ?1 AND reader_version = ?2 AND visible = 1
        ORDER BY number DESC LIMIT 1
        """
    static let kindsSQL = """
        SELECT form, count(*) FROM document WHERE kind = ?1 AND gone IS NULL
            AND generation <= ?2 GROUP BY form
        """
    static let rejectsSQL = """
        SELECT kind, reason, count(*), min(id) FROM reject WHERE generation = ?1 GROUP BY kind, reason
        """

    /// All imports that came to their end, newest first.
    public func imports() throws -> [ImportRecord] {
        try inspect { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM generation WHERE visible = 1 ORDER BY number DESC"
            ).map(ImportRecord.init)
        }
    }

    /// The import of a file with this digest by this version of its reader, the newest of several; `nil` when there was
    /// none, so that the file has to be read.
    public func lastImport(digest: [UInt8], readerVersion: Int) throws -> ImportRecord? {
        try inspect { database in
            try Row.fetchOne(
                database, sql: Self.lastImportSQL,
                arguments: [Data(digest), readerVersion]
            ).map(ImportRecord.init)
        }
    }

    /// Documents that are there, by kind and form.
    public func documentKinds() throws -> [KindSummary] {
        try inspect { database in
            let newest = try Int64.fetchOne(database, sql: StoreSnapshot.newestSQL) ?? 0
            let kinds = try Row.fetchAll(database, sql: "SELECT id, text FROM kind ORDER BY text")
            return try kinds.flatMap { kind in
                try Row.fetchAll(
                    database, sql: Self.kindsSQL, arguments: [kind[0] as Int64, newest]
                )
                .map { row in
                    KindSummary(
                        kind: kind[1], form: Document.Form(rawValue: row[0]) ?? .item,
                        count: row[1])
                }
            }
        }
    }

    /// What could not be understood, most frequent first. What several imports met is counted once.
    public func rejects() throws -> [RejectSummary] {
        try inspect { database in
            let generations = try Int64.fetchAll(
                database, sql: "SELECT number FROM generation WHERE visible = 1")
            var found: [String: RejectSummary] = [:]
            for generation in generations {
                for row in try Row.fetchAll(
                    database, sql: Self.rejectsSQL, arguments: [generation])
                {
                    let (kind, reason): (String, String) = (row[0], row[1])
                    let key = kind + "\u{1f}" + reason
                    if found[key] != nil {
                        found[key]?.count += row[2] as Int
                        continue
                    }
                    let first = try Row.fetchOne(
                        database, sql: "SELECT file, position FROM reject WHERE id = ?",
                        arguments: [row[3] as Int64])
                    found[key] = RejectSummary(
                        kind: kind, reason: reason, count: row[2], file: first?[0] ?? "",
                        offset: first?[1] ?? 0)
                }
            }
            return found.values.sorted {
                ($1.count, $0.kind, $0.reason) < ($0.count, $1.kind, $1.reason)
            }
        }
    }

    private func inspect<Result>(_ body: (Database) throws -> Result) throws -> Result {
        let connection = try StoreConnection.reader(path)
        return try StoreError.mapping(path) { try connection.queue.unsafeRead(body) }
    }
}

extension ImportRecord {
    init(_ row: Row) {
        var total = Tally()
        total.inserted = row["inserted"]
        total.duplicates = row["duplicates"]
        total.nearDuplicates = row["near_duplicates"]
        total.gone = row["gone"]
        self.init(
            generation: row["number"], kind: ImportRequest.Kind(rawValue: row["kind"]) ?? .archive,
            name: row["name"], digest: (row["digest"] as Data?).map { Array($0) },
            readerVersion: row["reader_version"],
            exportDate: (row["export_date"] as Int64?).map { Instant(seconds: $0) },
            addOnly: row["add_only"], began: Instant(seconds: row["began"]), total: total,
            rejected: row["rejected"])
    }
}
