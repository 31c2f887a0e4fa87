internal import GRDB
internal import HealthPlugin

/// The extents of one type's rows that arrived or left in a range of generations, page by page, by start.
final class ArrivalCursor {
    private let connection: ReaderConnection
    private let type: Int32
    private let since: Int64
    private let generation: Int64
    /// Ranges of starts to look at, in order, apart from each other.
    private var ranges: [Range<Int64>]
    private var range = 0
    /// The start at which the scan of a range goes on.
    private var position: Int64?
    private var page: [Extent] = []
    private var index = 0

    /// - Parameter since: the generation after which rows count.
    init(_ connection: ReaderConnection, type: Int32, since: Int64, generation: Int64) throws {
        (self.connection, self.type) = (connection, type)
        (self.since, self.generation) = (since, generation)
        ranges = try connection.read { database in
            try Self.ranges(type: type, since: since, generation: generation, in: database)
        }
    }

    static let daysSQL = """
        SELECT DISTINCT day FROM arrival WHERE type = ?1 AND generation > ?2 AND generation <= ?3 ORDER BY day
        """

    /// The extent that comes next, or `nil` at the end.
    var current: Extent? {
        get throws {
            while index == page.count {
                guard range < ranges.count else { return nil }
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
        let bounds = ranges[range]
        position = try connection.withScan(.all) { scan in
            try scan.page(
                type: type, from: position ?? bounds.lowerBound, before: bounds.upperBound
            ) { scan, start in
                if counts(scan.generation) || scan.gone.map(counts) ?? false {
                    page.append(
                        Extent(
                            start: Instant(seconds: start), end: Instant(seconds: scan.end)))
                }
            }
        }
        if position == nil { range += 1 }
    }

    @inline(__always)
    private func counts(_ generation: Int64) -> Bool {
        generation > since && generation <= self.generation
    }

    static func ranges(
        type: Int32, since: Int64, generation: Int64, in database: Database
    ) throws -> [Range<Int64>] {
        var ranges: [Range<Int64>] = []
        let days = try Int64.fetchCursor(
            database, sql: daysSQL, arguments: [type, since, generation])
        while let day = try days.next() {
            let start = day * ArrivalLedger.daySeconds
            let end = start + ArrivalLedger.daySeconds
            if let last = ranges.last, last.upperBound == start {
                ranges[ranges.count - 1] = last.lowerBound..<end
            } else {
                ranges.append(start..<end)
            }
        }
        return ranges
    }
}
