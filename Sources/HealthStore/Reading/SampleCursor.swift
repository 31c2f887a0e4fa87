internal import HealthPlugin

/// The samples of one type that a query selects, page by page, in order.
final class SampleCursor {
    private enum Phase {
        /// Rows that began long before the range and may reach into it.
        case long
        case main
        case done
    }

    private let connection: ReaderConnection
    private let type: Int32
    private let generation: Int64
    private let match: SampleQuery.Match
    private let lower: Int64
    private let upper: Int64
    /// The earliest start of a row that is not long and reaches into the range.
    private let reach: Int64
    private var phase: Phase
    private var position: ScanPosition
    private var texts = TextValues()
    private var page: [StoredSample] = []
    /// The next sample to be passed.
    private var index = 0

    /// - Parameter longest: the longest duration, in seconds, of the type's rows that are not long.
    init(
        _ connection: ReaderConnection, type: Int32, longest: Int64, query: SampleQuery,
        generation: Int64
    ) {
        (self.connection, self.type, self.generation) = (connection, type, generation)
        (match, lower, upper) = (
            query.match, query.range.lowerBound.seconds, query.range.upperBound.seconds
        )
        switch match {
        case .starting:
            reach = lower
            phase = .main
        case .overlapping:
            let (early, overflow) = lower.subtractingReportingOverflow(longest)
            reach = overflow ? .min : early
            phase = .long
        }
        if query.range.isEmpty { phase = .done }
        position = ScanPosition(before: phase == .long ? .min : reach)
    }

    /// Makes sure that there is a next sample, reading a page when it has to; `false` at the end.
    func prepare() throws -> Bool {
        while index == page.count {
            guard phase != .done else { return false }
            try fill()
        }
        return true
    }

    /// The sample that comes next, once it is prepared.
    var current: StoredSample { page[index] }

    func advance() {
        index += 1
    }

    /// Passes everything that is left.
    func forEach(_ body: (StoredSample) throws -> Void) throws {
        while try prepare() {
            while index < page.count {
                try body(page[index])
                index += 1
            }
        }
    }

    /// Whether this cursor's next sample comes before another's in the order (start, end, source, value).
    func precedes(_ other: SampleCursor) -> Bool {
        let (mine, theirs) = (index, other.index)
        if page[mine].start != other.page[theirs].start {
            return page[mine].start < other.page[theirs].start
        }
        if page[mine].end != other.page[theirs].end {
            return page[mine].end < other.page[theirs].end
        }
        if page[mine].source != other.page[theirs].source {
            return page[mine].source < other.page[theirs].source
        }
        switch (page[mine].value, other.page[theirs].value) {
        case (.number(let left), .number(let right)): return left < right
        case (.number, .text): return true
        case (.text, .number): return false
        case (.text(let left), .text(let right)):
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }

    private func fill() throws {
        // Locals while rows are read: a property costs a check at each access.
        var rows: [StoredSample] = []
        var texts = TextValues()
        swap(&rows, &page)
        swap(&texts, &self.texts)
        defer {
            swap(&rows, &page)
            swap(&texts, &self.texts)
        }
        rows.removeAll(keepingCapacity: true)
        index = 0
        let isLong = phase == .long
        let next = try connection.withScan(isLong ? .long : .all) { scan in
            try scan.page(type: type, after: position, before: isLong ? reach : upper) { scan in
                if let sample = sample(scan, &texts) { rows.append(sample) }
                return true
            }
        }
        if let next {
            position = next
        } else if isLong {
            phase = .main
            position = ScanPosition(before: reach)
        } else {
            phase = .done
        }
    }

    /// The row that the scan stands on, or `nil` when it is not selected or not seen.
    @inline(__always)
    private func sample(_ scan: SampleScan, _ texts: inout TextValues) -> StoredSample? {
        let row = scan.statement
        let arrived = scan.generation
        guard arrived <= generation else { return nil }
        if let gone = scan.gone, gone <= generation { return nil }
        let (start, end) = (scan.start, scan.end)
        guard match == .starting || start >= lower || end > lower else { return nil }
        return StoredSample(
            type: type, start: Instant(seconds: start), end: Instant(seconds: end),
            source: Int32(truncatingIfNeeded: row.integer(2)),
            value: row.isNumber(3) ? .number(row.double(3)) : .text(texts.text(in: row, column: 3)),
            unit: Int32(truncatingIfNeeded: row.integer(4)),
            device: Int32(truncatingIfNeeded: row.integer(5)),
            metadata: Int32(truncatingIfNeeded: row.integer(6)), generation: arrived)
    }
}

/// The last texts that were read: a category has a handful, and each is made a string once.
private struct TextValues {
    private static let countMax = 16
    private var known: [(bytes: [UInt8], text: String)] = []

    mutating func text(in row: RawStatement, column: Int32) -> String {
        for entry in known where row.compareText(column, with: entry.bytes[...]) == 0 {
            return entry.text
        }
        let bytes = row.bytes(column)
        let text = String(decoding: bytes, as: UTF8.self)
        if known.count == Self.countMax { known.removeAll(keepingCapacity: true) }
        known.append((bytes, text))
        return text
    }
}
