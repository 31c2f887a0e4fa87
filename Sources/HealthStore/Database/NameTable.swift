internal import GRDB
internal import HealthModel

/// The numbers of one kind of text (type, source, unit, device, metadata, document kind) in the store.
///
/// Keeps the last texts in a bounded memory. Of metadata only these are found again: an archive may have millions of
/// sets that occur once, and an index that finds each would be most of an import's work. So one set may have several
/// numbers. The other tables have each text once. To be used on the connection's queue.
final class NameTable {
    /// The bytes of remembered texts; past it all are forgotten.
    static let rememberedMax = 1 << 18

    let table: String
    private let find: RawStatement?
    private let insert: RawStatement?
    private let read: RawStatement
    /// By hash; of two texts with one hash the later is remembered.
    private var numbers: [Int64: (text: [UInt8], number: Int32)] = [:]
    private var texts: [Int32: [UInt8]] = [:]
    private var remembered = 0

    /// - Parameter writable: whether new texts may be added; without it they have no number.
    init(_ table: String, in database: Database, writable: Bool) throws {
        self.table = table
        let isIndexed = table != StoreSchema.metadataTable
        find =
            isIndexed
            ? try RawStatement(database, "SELECT id FROM \(table) WHERE text = ?1 AND hash = ?2")
            : nil
        let insertSQL =
            isIndexed
            ? "INSERT INTO \(table)(text, hash) VALUES (?1, ?2)"
            : "INSERT INTO \(table)(text) VALUES (?1)"
        insert = writable ? try RawStatement(database, insertSQL) : nil
        read = try RawStatement(database, "SELECT text FROM \(table) WHERE id = ?1")
    }

    /// The number of a text, or `nil` when the table is read-only and does not have it.
    func number(of text: ArraySlice<UInt8>) throws -> Int32? {
        if text.isEmpty { return 0 }
        let hash = Self.hash(text)
        if let known = numbers[hash], known.text[...] == text { return known.number }
        let number: Int32
        if let find, let found = try first(find, text, hash) {
            number = Int32(truncatingIfNeeded: found)
        } else if let insert {
            try bind(text, hash, to: insert)
            guard let new = Int32(exactly: try insert.insert()) else {
                throw StoreError(.tooManyNames(table: table))
            }
            number = new
        } else {
            return nil
        }
        remember(text.count)
        numbers[hash] = (Array(text), number)
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

    private func forget() {
        numbers.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        remembered = 0
    }

    private func remember(_ count: Int) {
        remembered += count + 64
        if remembered > Self.rememberedMax { forget() }
    }

    private func first(
        _ statement: RawStatement, _ text: ArraySlice<UInt8>, _ hash: Int64
    ) throws -> Int64? {
        try bind(text, hash, to: statement)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : nil
    }

    private func bind(
        _ text: ArraySlice<UInt8>, _ hash: Int64, to statement: RawStatement
    ) throws {
        try statement.bind(1, text: text)
        if find != nil { statement.bind(2, hash) }
    }

    /// FNV-1a over the bytes, as the tables' `hash` column keeps it; equal hashes are told apart by the text.
    static func hash(_ text: ArraySlice<UInt8>) -> Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return Int64(bitPattern: hash)
    }
}
