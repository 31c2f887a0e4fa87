internal import GRDB

/// The connection of one reader, with its compiled scans. Every access is a short read of its own.
final class ReaderConnection {
    private let connection: StoreConnection
    private var idle: [SampleScan] = []
    private var idleLong: [SampleScan] = []
    private var names: StoreNames?
    /// Strings of the last names asked for, so that a question about every sample costs a look-up.
    private var strings: [Name: String] = [:]

    private static let stringsMax = 4096

    private struct Name: Hashable {
        let kind: NameKind
        let number: Int32
    }

    init(_ connection: StoreConnection) {
        self.connection = connection
    }

    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try StoreError.mapping(connection.path) {
            try connection.queue.unsafeRead(body)
        }
    }

    func readNames<Result>(_ body: (Database, StoreNames) throws -> Result) throws -> Result {
        try read { database in
            let names = try self.names ?? StoreNames(in: database, writable: false)
            self.names = names
            return try body(database, names)
        }
    }

    /// The text of a number; empty for a number that the store does not have.
    func string(_ number: Int32, _ kind: NameKind) throws -> String {
        let name = Name(kind: kind, number: number)
        if let string = strings[name] { return string }
        let string = try readNames { _, names in
            String(decoding: try names[kind].text(of: number), as: UTF8.self)
        }
        if strings.count == Self.stringsMax { strings.removeAll(keepingCapacity: true) }
        strings[name] = string
        return string
    }

    /// Lends a compiled scan; queries inside a query each have their own.
    func withScan<Result>(
        _ rows: SampleScan.Rows, _ body: (SampleScan) throws -> Result
    ) throws -> Result {
        try read { database in
            let kept = rows == .long ? idleLong.popLast() : idle.popLast()
            let scan = try kept ?? SampleScan(rows, in: database)
            defer {
                if rows == .long { idleLong.append(scan) } else { idle.append(scan) }
            }
            return try body(scan)
        }
    }
}
