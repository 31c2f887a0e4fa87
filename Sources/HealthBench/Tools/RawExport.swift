import Foundation
import GRDB
import GRDBSQLite

/// What an export cannot do without: every row is read once, and as many bytes are written and synced as a run of
/// the same rows enqueued.
struct RawExport {
    let store: SampleStore
    let bench: Bench

    /// A point of the wire has about so many bytes.
    private static let bytesPerPoint = 85

    init(store: SampleStore, _ bench: Bench) {
        (self.store, self.bench) = (store, bench)
    }

    func seconds() throws -> Double {
        var rows = 0
        let reading = try Bench.time { rows = try readAll() }
        let writing = try Bench.time { try write(rows * Self.bytesPerPoint) }
        return reading + writing
    }

    private func readAll() throws -> Int {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(
            path: store.spool + "/health.db", configuration: configuration)
        return try queue.unsafeRead { database in
            let statement = try database.makeStatement(
                sql: """
                    SELECT start, "end", source, value, unit, device, metadata, generation, gone FROM sample
                    """)
            var (rows, sum) = (0, 0.0)
            let pointer = unsafe statement.sqliteStatement
            while unsafe sqlite3_step(pointer) == SQLITE_ROW {
                rows += 1
                for column in Int32(0)..<9 { sum += unsafe sqlite3_column_double(pointer, column) }
            }
            unsafe sqlite3_reset(pointer)
            return sum.isNaN ? 0 : rows
        }
    }

    private func write(_ count: Int) throws {
        let path = bench.folder + "/raw"
        var file = try RawFile(path: path)
        let piece = [UInt8](repeating: 1, count: 5 << 20)
        for _ in 0..<max(1, count / piece.count) { try file.append(piece) }
        try FileManager.default.removeItem(atPath: path)
    }
}
