internal import GRDB
internal import HealthModel

/// Writes documents of one generation, and knows which of the store's an archive has.
final class DocumentWriter {
    private let generation: Int64
    private let names: StoreNames
    private let series: SeriesWriter
    private let find: RawStatement
    private let insert: RawStatement
    private let leave: RawStatement
    private let delete: RawStatement
    private let see: RawStatement?
    private var spans: [Int64: DocumentSpan] = [:]
    private(set) var tallies: [Int32: Tally] = [:]
    /// Whether a different body replaces the one that the store has.
    var replaces = false

    static let findSQL = """
        SELECT id, generation, gone, start, "end", source, aliases, body FROM document
        WHERE kind = ?1 AND form = ?2 AND key = ?3 ORDER BY generation DESC LIMIT 1
        """

    init(generation: Int64, names: StoreNames, isTracking: Bool, in database: Database) throws {
        (self.generation, self.names) = (generation, names)
        series = try SeriesWriter(in: database)
        find = try RawStatement(database, Self.findSQL)
        insert = try RawStatement(
            database,
            """
            INSERT INTO document(kind, form, key, start, "end", source, generation, aliases, body)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """)
        leave = try RawStatement(database, "UPDATE document SET gone = ?2 WHERE id = ?1")
        delete = try RawStatement(database, "DELETE FROM document WHERE id = ?1")
        if isTracking {
            try database.execute(
                sql: """
                    CREATE TEMP TABLE IF NOT EXISTS seen_document(id INTEGER PRIMARY KEY);
                    DELETE FROM temp.seen_document;
                    """)
            see = try RawStatement(database, "INSERT OR IGNORE INTO temp.seen_document VALUES (?1)")
        } else {
            see = nil
        }
    }

    /// Adds a document, inside a transaction.
    func add(_ document: Document) throws {
        let kind = try names.kind.number(of: Array(document.kind.utf8)[...]) ?? 0
        let source = try names.source.number(of: Array(document.source.utf8)[...]) ?? 0
        note(document, kind, source)
        guard let stored = try newest(of: document, kind) else {
            return try add(document, kind, source)
        }
        if let gone = stored.gone, gone <= generation {
            if replaces { return try add(document, kind, source) }
            tallies[kind, default: Tally()].duplicates += 1
            return
        }
        if stored.generation < generation { try markSeen(stored.id) }
        if try stored.matches(document, source) && series.matches(document, of: stored.id) {
            tallies[kind, default: Tally()].duplicates += 1
            return
        }
        if stored.generation == generation {
            tallies[kind, default: Tally()].duplicates += 1
            tallies[kind, default: Tally()].nearDuplicates += 1
            // Two of one key in one input: the fuller one, whatever their order.
            guard stored.yields(to: document) else { return }
            try series.delete(of: stored.id)
            delete.bind(1, stored.id)
            try delete.run()
            try write(document, kind, source)
        } else if replaces {
            leave.bind(1, stored.id)
            leave.bind(2, generation)
            try leave.run()
            try add(document, kind, source)
        } else {
            tallies[kind, default: Tally()].duplicates += 1
            tallies[kind, default: Tally()].nearDuplicates += 1
        }
    }

    /// Marks the documents gone that a snapshot lacks: those between its first and its last of the same kind and source.
    /// Items of payloads and documents without a time stay.
    func markGone(in database: Database) throws {
        let mark = try RawStatement(
            database,
            """
            UPDATE document SET gone = ?5
            WHERE kind = ?1 AND source = ?2 AND start BETWEEN ?3 AND ?4 AND gone IS NULL
                AND generation < ?5 AND form <> 'item'
                AND id NOT IN (SELECT id FROM temp.seen_document)
            """)
        for span in spans.values {
            mark.bind(1, Int64(span.kind))
            mark.bind(2, Int64(span.source))
            mark.bind(3, span.first)
            mark.bind(4, span.last)
            mark.bind(5, generation)
            try mark.run()
            let count = database.changesCount
            if count > 0 { tallies[span.kind, default: Tally()].gone += count }
        }
    }

    private func note(_ document: Document, _ kind: Int32, _ source: Int32) {
        guard see != nil, document.form != .item, let start = document.start?.seconds else {
            return
        }
        let key = Int64(kind) << 32 | Int64(source)
        var span =
            spans[key] ?? DocumentSpan(kind: kind, source: source, first: start, last: start)
        span.first = min(span.first, start)
        span.last = max(span.last, start)
        spans[key] = span
    }

    private func markSeen(_ id: Int64) throws {
        guard let see else { return }
        see.bind(1, id)
        try see.run()
    }

    private func newest(of document: Document, _ kind: Int32) throws -> StoredVersion? {
        find.bind(1, Int64(kind))
        try find.bind(2, text: document.form.rawValue)
        try find.bind(3, text: document.key)
        defer { find.reset() }
        guard try find.step() else { return nil }
        return StoredVersion(
            id: find.integer(0), generation: find.integer(1), gone: find.optional(2),
            start: find.optional(3), end: find.optional(4),
            source: Int32(truncatingIfNeeded: find.integer(5)), aliases: find.bytes(6),
            body: find.bytes(7))
    }

    private func add(_ document: Document, _ kind: Int32, _ source: Int32) throws {
        try write(document, kind, source)
        tallies[kind, default: Tally()].inserted += 1
    }

    private func write(_ document: Document, _ kind: Int32, _ source: Int32) throws {
        insert.bind(1, Int64(kind))
        try insert.bind(2, text: document.form.rawValue)
        try insert.bind(3, text: document.key)
        insert.bind(4, document.start?.seconds)
        insert.bind(5, document.end?.seconds)
        insert.bind(6, Int64(source))
        insert.bind(7, generation)
        try insert.bind(8, text: DocumentAliases.encode(document.aliases)[...])
        try insert.bind(9, blob: document.body[...])
        try series.write(document.series, of: try insert.insert())
    }
}

/// What an archive covers of one kind of documents of one source.
private struct DocumentSpan {
    let kind: Int32
    let source: Int32
    var first: Int64
    var last: Int64
}

/// A document's newest version in the store.
private struct StoredVersion {
    let id: Int64
    let generation: Int64
    let gone: Int64?
    let start: Int64?
    let end: Int64?
    let source: Int32
    let aliases: [UInt8]
    let body: [UInt8]

    func matches(_ document: Document, _ source: Int32) -> Bool {
        body == document.body && start == document.start?.seconds && end == document.end?.seconds
            && source == self.source && aliases == DocumentAliases.encode(document.aliases)
    }

    func yields(to document: Document) -> Bool {
        if body.count != document.body.count { return body.count < document.body.count }
        return body.lexicographicallyPrecedes(document.body)
    }
}
