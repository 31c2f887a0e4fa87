internal import Dispatch
internal import HealthPlugin

/// The samples of one type that a query selects, page by page, in order. While the caller looks at a page, the next one
/// is read: decoding rows is half of an export's work, and goes on beside the other half.
///
/// `@unchecked Sendable`: the caller touches nothing between the begin of a look ahead and `isRead`.
final class SamplePages: @unchecked Sendable {
    private enum Phase {
        /// Rows that began long before the range and may reach into it.
        case long
        case main
        case done
    }

    private static let queue = DispatchQueue(label: "hae.store.ahead", attributes: .concurrent)

    private let connection: ReaderConnection
    private let type: Int32
    private let generation: Int64
    private let match: SampleQuery.Match
    private let lower: Int64
    private let upper: Int64
    /// The earliest start of a row that is not long and reaches into the range.
    private let reach: Int64
    private var phase: Phase
    /// The start at which the scan goes on.
    private var position: Int64
    private var texts = TextValues()
    private var looksAhead = false
    private let isRead = DispatchSemaphore(value: 0)
    /// What was read ahead.
    private var ahead: [StoredSample] = []
    private var failure: (any Error)?

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
        position = phase == .long ? .min : reach
    }

    /// Puts the next page in the place of one that was looked at; an empty one at the end.
    func turn(_ page: inout [StoredSample]) throws {
        if looksAhead {
            isRead.wait()
            looksAhead = false
            if let failure { throw failure }
            swap(&page, &ahead)
        } else {
            try read(into: &page)
        }
        // What one page answers needs no thread.
        guard phase != .done else { return }
        looksAhead = true
        Self.queue.async { [self] in
            do { try read(into: &ahead) } catch { failure = error }
            isRead.signal()
        }
    }

    private func read(into page: inout [StoredSample]) throws {
        page.removeAll(keepingCapacity: true)
        while page.isEmpty, phase != .done { try readStretch(into: &page) }
    }

    private func readStretch(into page: inout [StoredSample]) throws {
        // A local while rows are read: a property costs a check at each access.
        var texts = TextValues()
        swap(&texts, &self.texts)
        defer { swap(&texts, &self.texts) }
        let isLong = phase == .long
        let next = try connection.withScan(isLong ? .long : .all) { scan in
            try scan.page(type: type, from: position, before: isLong ? reach : upper) {
                if let sample = sample($0, start: $1, &texts) { page.append(sample) }
            }
        }
        if let next {
            position = next
        } else if isLong {
            phase = .main
            position = reach
        } else {
            phase = .done
        }
    }

    /// The row that the scan stands on, or `nil` when it is not selected or not seen.
    @inline(__always)
    private func sample(
        _ scan: SampleScan, start: Int64, _ texts: inout TextValues
    ) -> StoredSample? {
        let row = scan.statement
        let arrived = scan.generation
        guard arrived <= generation else { return nil }
        if let gone = scan.gone, gone <= generation { return nil }
        let end = scan.end
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
