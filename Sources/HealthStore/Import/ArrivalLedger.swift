internal import GRDB
internal import HealthModel

/// Writes down where in time rows arrive and leave, and how many of each source.
///
/// From it come "since", the sweep of a broken import, and the counts of types and sources.
final class ArrivalLedger {
    static let daySeconds: Int64 = 86_400

    private let generation: Int64
    private let arrival: RawStatement
    private let holding: RawStatement
    private let longest: RawStatement
    private let raise: RawStatement
    private var type: Int32 = -1
    private var day: Int64 = 0
    private var earliest: Int64 = 0
    private var latest: Int64 = 0
    private var isOpen = false
    /// The longest duration of each type as the store has it.
    private var known: [Int32: Int64] = [:]

    init(generation: Int64, in database: Database) throws {
        self.generation = generation
        arrival = try RawStatement(
            database,
            """
            INSERT INTO arrival(type, generation, day, earliest, latest) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET
                earliest = min(earliest, excluded.earliest), latest = max(latest, excluded.latest)
            """)
        holding = try RawStatement(
            database,
            """
            INSERT INTO holding(type, source, generation, arrived, left) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET
                arrived = arrived + excluded.arrived, left = left + excluded.left
            """)
        longest = try RawStatement(database, "SELECT longest FROM type WHERE id = ?1")
        raise = try RawStatement(database, "UPDATE type SET longest = ?2 WHERE id = ?1")
    }

    /// Notes a row; cheapest when rows come in the order of type and start.
    @inline(__always)
    func note(type: Int32, start: Int64, end: Int64) throws {
        let day = Self.day(of: start)
        if isOpen, type == self.type, day == self.day {
            earliest = min(earliest, start)
            latest = max(latest, start, end)
            return
        }
        try settle()
        (self.type, self.day, self.earliest, self.latest) = (type, day, start, max(start, end))
        isOpen = true
    }

    /// Notes that rows of a type last this long; longer ones than ``StoreSchema/longSeconds`` are found otherwise.
    func noteDuration(_ seconds: Int64, of type: Int32) throws {
        let stored = try known[type] ?? storedLongest(of: type)
        known[type] = max(stored, seconds)
        guard seconds > stored else { return }
        raise.bind(1, Int64(type))
        raise.bind(2, seconds)
        try raise.run()
    }

    /// Writes what is still in memory; to be called before a commit.
    func flush(_ table: inout PairTable) throws {
        try settle()
        for number in table.pairs.indices {
            let pair = table.pairs[number]
            guard pair.arrived != 0 || pair.left != 0 else { continue }
            holding.bind(1, Int64(pair.type))
            holding.bind(2, Int64(pair.source))
            holding.bind(3, generation)
            holding.bind(4, pair.arrived)
            holding.bind(5, pair.left)
            try holding.run()
            table.pairs[number].arrived = 0
            table.pairs[number].left = 0
        }
    }

    static func day(of start: Int64) -> Int64 {
        start >= 0 ? start / daySeconds : (start - daySeconds + 1) / daySeconds
    }

    private func settle() throws {
        guard isOpen else { return }
        isOpen = false
        arrival.bind(1, Int64(type))
        arrival.bind(2, generation)
        arrival.bind(3, day)
        arrival.bind(4, earliest)
        arrival.bind(5, latest)
        try arrival.run()
    }

    private func storedLongest(of type: Int32) throws -> Int64 {
        longest.bind(1, Int64(type))
        defer { longest.reset() }
        return try longest.step() ? longest.integer(0) : 0
    }
}
