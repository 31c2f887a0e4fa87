internal import GRDB
internal import HealthModel

/// Writes the points of documents in chunks, so that reading one takes little memory.
final class SeriesWriter {
    /// Bytes in a chunk, but for the remainder of a point.
    static let chunkBytes = 65_536

    private let insert: RawStatement
    private let read: RawStatement
    private let delete: RawStatement

    init(in database: Database) throws {
        insert = try RawStatement(
            database,
            "INSERT INTO series(document, name, position, points, bytes) VALUES (?1, ?2, ?3, ?4, ?5)"
        )
        read = try RawStatement(
            database,
            "SELECT name, points, bytes FROM series WHERE document = ?1 ORDER BY name, position")
        delete = try RawStatement(database, "DELETE FROM series WHERE document = ?1")
    }

    func write(_ series: [Series], of document: Int64) throws {
        for one in series {
            for (position, chunk) in Self.chunks(of: one).enumerated() {
                insert.bind(1, document)
                try insert.bind(2, text: one.name)
                insert.bind(3, Int64(position))
                insert.bind(4, Int64(chunk.points))
                try insert.bind(5, blob: chunk.bytes)
                try insert.run()
            }
        }
    }

    func delete(of document: Int64) throws {
        delete.bind(1, document)
        try delete.run()
    }

    /// Whether the store has exactly these series of a document.
    func matches(_ document: Document, of id: Int64) throws -> Bool {
        read.bind(1, id)
        defer { read.reset() }
        // Names compare as their bytes, as SQLite orders them.
        let sorted = document.series.sorted {
            $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }
        for one in sorted {
            for chunk in Self.chunks(of: one) {
                guard try read.step(), read.string(0) == one.name,
                    read.integer(1) == Int64(chunk.points), read.bytes(2)[...] == chunk.bytes
                else { return false }
            }
        }
        return try !read.step()
    }

    /// Whole points each; one empty chunk for a series without points, so that its name is kept.
    private static func chunks(of series: Series) -> [(points: Int, bytes: ArraySlice<UInt8>)] {
        let (bytes, count) = (series.bytes, series.count)
        guard count > 0, !bytes.isEmpty, bytes.count % count == 0 else {
            return [(count, bytes[...])]
        }
        let width = bytes.count / count
        let points = max(1, chunkBytes / width)
        return stride(from: 0, to: count, by: points).map { first in
            let last = min(count, first + points)
            return (last - first, bytes[first * width..<last * width])
        }
    }
}
