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
    private(set) var page: [StoredSample] = []
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

    /// The sample that comes next, or `nil` at the end; reads a page when it has to.
    var current: StoredSample? {
        get throws {
            while index == page.count {
                guard phase != .done else { return nil }
                try fill()
            }
            return page[index]
        }
    }

    func advance() {
        index += 1
    }

    /// Passes everything that is left.
    func forEach(_ body: (StoredSample) throws -> Void) throws {
        while try current != nil {
            while index < page.count {
                try body(page[index])
                index += 1
            }
        }
    }

    private func fill() throws {
        page.removeAll(keepingCapacity: true)
        index = 0
        let end = phase == .long ? reach : upper
        let next = try connection.withScan(phase == .long ? .long : .all) { scan in
            try scan.page(type: type, after: position, before: end) { scan in
                if isSelected(scan) { page.append(sample(scan)) }
                return true
            }
        }
        if let next {
            position = next
        } else if phase == .long {
            phase = .main
            position = ScanPosition(before: reach)
        } else {
            phase = .done
        }
    }

    @inline(__always)
    private func isSelected(_ scan: SampleScan) -> Bool {
        guard scan.generation <= generation else { return false }
        if let gone = scan.gone, gone <= generation { return false }
        return match == .starting || scan.start >= lower || scan.end > lower
    }

    @inline(__always)
    private func sample(_ scan: SampleScan) -> StoredSample {
        let row = scan.statement
        return StoredSample(
            type: type, start: Instant(seconds: row.integer(0)),
            end: Instant(seconds: row.integer(1)),
            source: Int32(truncatingIfNeeded: row.integer(2)),
            value: row.isNumber(3) ? .number(row.double(3)) : .text(texts.text(in: row, column: 3)),
            unit: Int32(truncatingIfNeeded: row.integer(4)),
            device: Int32(truncatingIfNeeded: row.integer(5)),
            metadata: Int32(truncatingIfNeeded: row.integer(6)), generation: row.integer(7))
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
