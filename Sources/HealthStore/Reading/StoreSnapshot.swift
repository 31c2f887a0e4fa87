internal import GRDB
internal import HealthPlugin

/// The store at one generation, over a read-only connection of its own.
final class StoreSnapshot: ChangeReader {
    let generation: Int64
    private let connection: ReaderConnection
    /// The last metadata sets asked for.
    private var sets: [Int32: [(key: String, value: String)]] = [:]
    private static let setsMax = 512
    /// Every metric asks; at one generation the answer is always the same.
    private var summaries: [TypeSummary]?

    /// - Parameter generation: `nil` for the newest that is visible.
    init(_ connection: StoreConnection, at generation: Int64?) throws {
        let reader = ReaderConnection(connection)
        let newest = try reader.read { database in
            try Int64.fetchOne(database, sql: Self.newestSQL) ?? 0
        }
        if let generation, !(0...newest).contains(generation) {
            throw StoreError(.unknownGeneration(generation, newest: newest))
        }
        self.generation = generation ?? newest
        self.connection = reader
    }

    static let newestSQL =
        "SELECT number FROM generation WHERE visible = 1 ORDER BY number DESC LIMIT 1"
    static let heldSQL = """
        SELECT source, sum(arrived) - sum(left) FROM holding WHERE type = ?1 AND generation <= ?2
        GROUP BY source HAVING sum(arrived) > sum(left)
        """
    static let backwardSQL = """
        SELECT start, unit FROM sample WHERE type = ?1 AND generation <= ?2 AND (gone IS NULL OR gone > ?2)
        ORDER BY start DESC LIMIT 1
        """
    static let forwardSQL = """
        SELECT start FROM sample WHERE type = ?1 AND generation <= ?2 AND (gone IS NULL OR gone > ?2)
        ORDER BY start LIMIT 1
        """
    static let longestSQL = "SELECT longest FROM type WHERE id = ?1"
    static let arrivalsSQL = """
        SELECT min(earliest), max(latest) FROM arrival
        WHERE type = ?1 AND generation > ?2 AND generation <= ?3
        """
    static let documentArrivalsSQL = """
        SELECT min(start), max(max(start, coalesce("end", start))) FROM document
        WHERE generation > ?2 AND generation <= ?3 AND kind = ?1
        """
    static let documentsLeftSQL = """
        SELECT min(start), max(max(start, coalesce("end", start))) FROM document
        WHERE gone > ?2 AND gone <= ?3 AND kind = ?1
        """
    static let seriesSQL =
        "SELECT position, bytes FROM series WHERE document = ?1 AND name = ?2 AND position >= ?3 ORDER BY position LIMIT 1"

    func types() throws -> [TypeSummary] {
        if let summaries { return summaries }
        let found = try connection.readNames { database, names in
            let ids = try Int32.fetchAll(database, sql: "SELECT id FROM type")
            return try ids.compactMap { try summary(of: $0, names, in: database) }
                .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
        summaries = found
        return found
    }

    func samples(_ query: SampleQuery, _ body: (StoredSample) throws -> Void) throws {
        let cursors = try numbers(of: query.types, .type).map { type, _ in
            SampleCursor(
                SamplePages(
                    connection, type: type, longest: try longest(of: type), query: query,
                    generation: generation))
        }
        if cursors.count == 1 {
            return try cursors[0].forEach(body)
        }
        while true {
            var best: SampleCursor?
            for cursor in cursors where try cursor.prepare() {
                if let known = best, !cursor.precedes(known) { continue }
                best = cursor
            }
            guard let best else { return }
            try body(best.current)
            best.advance()
        }
    }

    func arrivals(
        of types: [String], since position: Int64, _ body: (Extent) throws -> Void
    ) throws {
        let cursors = try numbers(of: types, .type).map { type, _ in
            try ArrivalCursor(connection, type: type, since: position, generation: generation)
        }
        while true {
            var best: (cursor: ArrivalCursor, extent: Extent)?
            for cursor in cursors {
                guard let extent = try cursor.current else { continue }
                if let known = best, known.extent.start <= extent.start { continue }
                best = (cursor, extent)
            }
            guard let best else { return }
            try body(best.extent)
            best.cursor.advance()
        }
    }

    func changes(
        of type: String, since position: Int64,
        _ body: (StoredSample, _ isGone: Bool) throws -> Void
    ) throws {
        for (type, _) in try numbers(of: [type], .type) {
            try ChangeCursor(connection, type: type, since: position, generation: generation)
                .forEach(body)
        }
    }

    func extentOfArrivals(
        types: [String], documents kinds: [String], since position: Int64
    ) throws -> Extent? {
        var extent: Extent?
        for (type, _) in try numbers(of: types, .type) {
            extent = try union(extent, Self.arrivalsSQL, of: type, since: position)
        }
        for (kind, _) in try numbers(of: kinds, .kind) {
            extent = try union(extent, Self.documentArrivalsSQL, of: kind, since: position)
            extent = try union(extent, Self.documentsLeftSQL, of: kind, since: position)
        }
        return extent
    }

    func newestUnit(of types: [String]) throws -> String? {
        var newest: (start: Int64, unit: Int32)?
        for (type, _) in try numbers(of: types, .type) {
            let row = try connection.read { database in
                try Row.fetchOne(
                    database, sql: Self.backwardSQL, arguments: [type, generation])
            }
            guard let row, newest.map({ $0.start < row[0] }) ?? true else { continue }
            newest = (row[0], row[1])
        }
        return try newest.map { try unitName($0.unit) }
    }

    func documents(_ query: DocumentQuery, _ body: (StoredDocument) throws -> Void) throws {
        let cursors = try numbers(of: query.kinds, .kind).map { kind, name in
            DocumentCursor(
                connection, kind: kind, name: name, query: query, generation: generation)
        }
        while true {
            var best: (cursor: DocumentCursor, document: StoredDocument)?
            for cursor in cursors {
                guard let document = try cursor.current else { continue }
                if let known = best, !Self.precedes(document, known.document) { continue }
                best = (cursor, document)
            }
            guard let best else { return }
            try body(best.document)
            best.cursor.advance()
        }
    }

    func series(_ name: String, of document: Int64, _ body: ([UInt8]) throws -> Void) throws {
        var position: Int64 = 0
        while true {
            let chunk = try connection.read { database in
                let statement = try RawStatement(database, Self.seriesSQL)
                statement.bind(1, document)
                try statement.bind(2, text: name)
                statement.bind(3, position)
                return try statement.step() ? (statement.integer(0), statement.bytes(1)) : nil
            }
            guard let chunk else { return }
            position = chunk.0 + 1
            if !chunk.1.isEmpty { try body(chunk.1) }
        }
    }

    func sourceName(_ source: Int32) throws -> String { try connection.string(source, .source) }
    func typeName(_ type: Int32) throws -> String { try connection.string(type, .type) }
    func unitName(_ unit: Int32) throws -> String { try connection.string(unit, .unit) }
    func deviceText(_ device: Int32) throws -> String { try connection.string(device, .device) }

    func metadata(_ metadata: Int32) throws -> [(key: String, value: String)] {
        if metadata == 0 { return [] }
        if let known = sets[metadata] { return known }
        let set = try connection.readNames { _, names in
            MetadataSet.decode(try names.metadata.text(of: metadata))
        }
        if sets.count == Self.setsMax { sets.removeAll(keepingCapacity: true) }
        sets[metadata] = set
        return set
    }

    /// The numbers of the names that the store knows, each once, in the order of the list.
    private func numbers(
        of names: [String], _ kind: NameKind
    ) throws -> [(number: Int32, name: String)] {
        try connection.readNames { _, tables in
            var found: [(number: Int32, name: String)] = []
            for name in names {
                guard let number = try tables[kind].number(of: Array(name.utf8)[...]),
                    !found.contains(where: { $0.number == number })
                else { continue }
                found.append((number, name))
            }
            return found
        }
    }

    private func longest(of type: Int32) throws -> Int64 {
        try connection.read { database in
            try Int64.fetchOne(database, sql: Self.longestSQL, arguments: [type]) ?? 0
        }
    }

    private func summary(
        of type: Int32, _ names: StoreNames, in database: Database
    ) throws -> TypeSummary? {
        let held = try Row.fetchAll(database, sql: Self.heldSQL, arguments: [type, generation])
        guard !held.isEmpty,
            let first = try Int64.fetchOne(
                database, sql: Self.forwardSQL, arguments: [type, generation]),
            let last = try Int64.fetchOne(
                database, sql: Self.backwardSQL, arguments: [type, generation])
        else { return nil }
        let sources = try held.map {
            String(decoding: try names.source.text(of: $0[0]), as: UTF8.self)
        }
        return TypeSummary(
            name: String(decoding: try names.type.text(of: type), as: UTF8.self),
            samples: held.reduce(0) { $0 + ($1[1] as Int) }, first: Instant(seconds: first),
            last: Instant(seconds: last),
            sources: sources.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    private func union(
        _ extent: Extent?, _ sql: String, of number: Int32, since position: Int64
    ) throws -> Extent? {
        let row = try connection.read { database in
            try Row.fetchOne(database, sql: sql, arguments: [number, position, generation])
        }
        guard let row, let start: Int64 = row[0], let end: Int64 = row[1] else { return extent }
        return Extent(
            start: Instant(seconds: min(start, extent?.start.seconds ?? .max)),
            end: Instant(seconds: max(end, extent?.end.seconds ?? .min)))
    }

    private static func precedes(_ left: StoredDocument, _ right: StoredDocument) -> Bool {
        if left.start != right.start {
            guard let start = left.start else { return true }
            return right.start.map { start < $0 } ?? false
        }
        if left.kind != right.kind {
            return left.kind.utf8.lexicographicallyPrecedes(right.kind.utf8)
        }
        return left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }
}
