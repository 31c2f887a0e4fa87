internal import GRDB
internal import HealthModel

/// The numbers of one kind of text (type, source, unit, device, metadata, document kind) in the store.
///
/// Keeps the last texts in a bounded memory; everything else is asked of the table, so that millions of
/// distinct metadata sets take no room. To be used on the connection's queue.
final class NameTable {
    /// The bytes of remembered texts; past it all are forgotten.
    static let rememberedMax = 1 << 18

    let table: String
    private let find: RawStatement
    private let insert: RawStatement?
    private let read: RawStatement
    private var numbers: [ArraySlice<UInt8>: Int32] = [:]
    private var texts: [Int32: [UInt8]] = [:]
    private var remembered = 0

    /// - Parameter writable: whether new texts may be added; without it they have no number.
    init(_ table: String, in database: Database, writable: Bool) throws {
        self.table = table
        find = try RawStatement(
            database, "SELECT id FROM \(table) WHERE hash = ?1 AND text = ?2")
        insert =
            writable
            ? try RawStatement(
                database, "INSERT INTO \(table)(hash, text) VALUES (?1, ?2) RETURNING id") : nil
        read = try RawStatement(database, "SELECT text FROM \(table) WHERE id = ?1")
    }

    /// The number of a text, or `nil` when the table is read-only and does not have it.
    func number(of text: ArraySlice<UInt8>) throws -> Int32? {
        if text.isEmpty { return 0 }
        if let number = numbers[text] { return number }
        let hash = Self.hash(text)
        let number: Int32
        if let found = try Self.first(find, hash, text) {
            number = Int32(truncatingIfNeeded: found)
        } else if let insert {
            guard let id = try Self.first(insert, hash, text), let new = Int32(exactly: id) else {
                throw StoreError(.tooManyNames(table: table))
            }
            number = new
        } else {
            return nil
        }
        remember(text.count)
        numbers[ArraySlice(Array(text))] = number
        return number
    }

    /// The text of a number that a row names; empty for a number that the table does not have.
    func text(of number: Int32) throws -> [UInt8] {
        if number == 0 { return [] }
        if let text = texts[number] { return text }
        read.bind(1, Int64(number))
        defer { read.reset() }
        guard try read.step() else { return [] }
        let text = read.bytes(0)
        remember(text.count)
        texts[number] = text
        return text
    }

    /// Forgets what a transaction that was taken back had added.
    func forget() {
        numbers.removeAll()
        texts.removeAll()
        remembered = 0
    }

    private func remember(_ count: Int) {
        remembered += count + 64
        if remembered > Self.rememberedMax { forget() }
    }

    private static func first(
        _ statement: RawStatement, _ hash: Int64, _ text: ArraySlice<UInt8>
    ) throws -> Int64? {
        statement.bind(1, hash)
        try statement.bind(2, text: text)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : nil
    }

    /// FNV-1a over the bytes, as the tables' `hash` column keeps it; equal hashes are told apart by the text.
    static func hash(_ text: ArraySlice<UInt8>) -> Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return Int64(bitPattern: hash)
    }
}
