internal import GRDB
internal import HealthPlugin

/// The documents of one kind that a query selects, page by page, in the order (start, key).
final class DocumentCursor {
    /// A page ends when its bodies have so many bytes or it has so many documents.
    private static let pageBytes = 1 << 18
    private static let pageDocuments = 256

    private let connection: ReaderConnection
    private let kind: Int32
    private let kindName: String
    private let query: DocumentQuery
    private let generation: Int64
    /// Documents without a start come first, by a statement of their own: NULL has no order to go on behind.
    private var isTimed: Bool
    private var isDone = false
    private var last: (start: Int64, key: [UInt8], id: Int64)
    private var page: [StoredDocument] = []
    private var index = 0

    init(
        _ connection: ReaderConnection, kind: Int32, name: String, query: DocumentQuery,
        generation: Int64
    ) {
        (self.connection, self.kind, kindName) = (connection, kind, name)
        (self.query, self.generation) = (query, generation)
        isTimed = query.starting != nil
        last = (query.starting?.lowerBound.seconds ?? .min, [], 0)
        if let range = query.starting, range.isEmpty { isDone = true }
    }

    /// - Parameter isTimed: whether for documents with a start.
    static func sql(isTimed: Bool, since: Bool) -> String {
        let place =
            isTimed
            ? "(d.start, d.key, d.id) > (?2, ?3, ?4) AND d.start < ?5"
            : "d.start IS NULL AND (d.key, d.id) > (?3, ?4)"
        // One that was replaced in its place has not left.
        let version =
            since
            ? """
            AND d.generation <= ?6 AND (
                (d.generation > ?7 AND (d.gone IS NULL OR d.gone > ?6))
                OR (d.gone > ?7 AND d.gone <= ?6 AND NOT EXISTS (
                    SELECT 1 FROM document s WHERE s.kind = d.kind AND s.form = d.form AND s.key = d.key
                        AND s.generation > d.generation AND s.generation <= ?6 AND s.start IS d.start)))
            """ : "AND d.generation <= ?6 AND (d.gone IS NULL OR d.gone > ?6)"
        return """
            SELECT d.id, d.key, d.form, d.start, d."end", d.source, d.generation, d.gone, d.aliases, d.body
            FROM document d WHERE d.kind = ?1 AND \(place) \(version)
            ORDER BY \(isTimed ? "d.start, " : "")d.key, d.id
            """
    }

    static let seriesSQL = """
        SELECT name, sum(points) FROM series WHERE document = ?1 GROUP BY name ORDER BY name
        """

    var current: StoredDocument? {
        get throws {
            while index == page.count {
                guard !isDone else { return nil }
                try fill()
            }
            return page[index]
        }
    }

    func advance() {
        index += 1
    }

    private func fill() throws {
        page.removeAll(keepingCapacity: true)
        index = 0
        let isPageFull = try connection.readNames { database, names in
            let scan = try RawStatement(
                database, Self.sql(isTimed: isTimed, since: query.since != nil))
            let series = try RawStatement(database, Self.seriesSQL)
            try bind(scan)
            var bytes = 0
            while try scan.step() {
                let document = try document(scan, series, names)
                bytes += document.body.count
                page.append(document)
                last = (document.start?.seconds ?? .min, scan.bytes(1), document.id)
                if bytes >= Self.pageBytes || page.count == Self.pageDocuments { return true }
            }
            return false
        }
        if isPageFull { return }
        if isTimed {
            isDone = true
        } else {
            isTimed = true
            last = (.min, [], 0)
        }
    }

    private func bind(_ scan: RawStatement) throws {
        scan.bind(1, Int64(kind))
        try scan.bind(3, text: last.key[...])
        scan.bind(4, last.id)
        scan.bind(6, generation)
        if let since = query.since { scan.bind(7, since) }
        guard isTimed else { return }
        scan.bind(2, last.start)
        scan.bind(5, query.starting?.upperBound.seconds ?? .max)
    }

    private func document(
        _ row: RawStatement, _ series: RawStatement, _ names: StoreNames
    ) throws -> StoredDocument {
        let id = row.integer(0)
        var summary: [(name: String, count: Int)] = []
        series.bind(1, id)
        while try series.step() { summary.append((series.string(0), Int(series.integer(1)))) }
        series.reset()
        let gone = row.optional(7)
        return StoredDocument(
            id: id, kind: kindName, key: row.string(1),
            aliases: DocumentAliases.decode(row.bytes(8)),
            form: Document.Form(rawValue: row.string(2)) ?? .item,
            start: row.optional(3).map { Instant(seconds: $0) },
            end: row.optional(4).map { Instant(seconds: $0) },
            source: String(
                decoding: try names.source.text(of: Int32(truncatingIfNeeded: row.integer(5))),
                as: UTF8.self),
            generation: row.integer(6), isGone: gone.map { $0 <= generation } ?? false,
            body: row.bytes(9), series: summary)
    }
}
