internal import HealthPlugin

/// The samples of one type that arrived or left in a range of generations, page by page.
///
/// The versions of a row lie one behind the other; the last one that had arrived says how things stand.
struct ChangeCursor {
    private let connection: ReaderConnection
    private let type: Int32
    private let since: Int64
    private let generation: Int64
    private let ranges: [Range<Int64>]

    /// - Parameter since: The generation after which rows count.
    init(_ connection: ReaderConnection, type: Int32, since: Int64, generation: Int64) throws {
        (self.connection, self.type) = (connection, type)
        (self.since, self.generation) = (since, generation)
        ranges = try connection.read { database in
            try ArrivalCursor.ranges(
                type: type, since: since, generation: generation, in: database)
        }
    }

    private struct Change {
        var sample: StoredSample
        var gone: Int64?
    }

    func forEach(_ body: (StoredSample, _ isGone: Bool) throws -> Void) throws {
        var pending: Change?
        func pass() throws {
            guard let change = pending else { return }
            pending = nil
            let isGone = change.gone.map { $0 <= generation } ?? false
            guard change.sample.generation > since || isGone && (change.gone ?? 0) > since else {
                return
            }
            // It came and went while nobody looked.
            if isGone, change.sample.generation > since { return }
            try body(change.sample, isGone)
        }
        for range in ranges {
            var position: Int64? = range.lowerBound
            while let first = position {
                var page: [Change] = []
                position = try connection.withScan(.all) { scan in
                    try scan.page(type: type, from: first, before: range.upperBound) {
                        if $0.generation <= generation { page.append(change($0, start: $1)) }
                    }
                }
                for change in page {
                    if let last = pending, !Self.isSame(last.sample, change.sample) { try pass() }
                    pending = change
                }
            }
        }
        try pass()
    }

    private func change(_ scan: SampleScan, start: Int64) -> Change {
        let row = scan.statement
        return Change(
            sample: StoredSample(
                type: type, start: Instant(seconds: start), end: Instant(seconds: scan.end),
                source: Int32(truncatingIfNeeded: row.integer(2)),
                value: row.isNumber(3) ? .number(row.double(3)) : .text(row.string(3)),
                unit: Int32(truncatingIfNeeded: row.integer(4)),
                device: Int32(truncatingIfNeeded: row.integer(5)),
                metadata: Int32(truncatingIfNeeded: row.integer(6)), generation: scan.generation),
            gone: scan.gone)
    }

    private static func isSame(_ left: StoredSample, _ right: StoredSample) -> Bool {
        (left.start, left.end, left.source) == (right.start, right.end, right.source)
            && left.value == right.value
    }
}
