import HealthPlugin
import Testing

@testable import HealthPlugin

@Suite struct RecordWindowsTests {
    private static let day: Int64 = 86_400

    @Test func `samples and documents that arrived give windows of whole days`() throws {
        let store = ArrivalList(
            extents: [Self.extent(10 * Self.day + 5, 7)],
            documents: [.row(1, start: 3 * Self.day + 1), .row(2, start: 11 * Self.day + 9)])
        let windows = try Self.windows(store, reach: nil)
        #expect(windows.map(\.range) == [Self.days(3, 4), Self.days(10, 12)])
        #expect(windows[1].isTouched(Self.second(11 * Self.day + 9)))
        #expect(!windows[1].isTouched(Self.second(11 * Self.day + 10)))
        #expect(!windows[1].isTouched(Self.second(10 * Self.day + 6)))
    }

    @Test func `nothing before the start of the stream is touched`() throws {
        let store = ArrivalList(
            extents: [Self.extent(5, 0), Self.extent(2 * Self.day + 50, 0)],
            documents: [.row(1, start: 7)])
        let start = Instant(seconds: 2 * Self.day + 20)
        let windows = try Self.windows(store, reach: nil, start: start)
        #expect(windows.map(\.range) == [Self.days(2, 3)])
    }

    /// A year of readings without a gap, each of which may lie in a record that began a day before.
    @Test func `windows of records that reach back stay short and never overlap`() throws {
        let extents = (0..<8760).map { (hour: Int) in Self.extent(Int64(hour) * 3600, 60) }
        let windows = try Self.windows(ArrivalList(extents: extents), reach: Self.day)
        #expect(windows.first?.range.lowerBound == Instant(seconds: -Self.day))
        #expect(windows.last?.range.upperBound == Instant(seconds: 365 * Self.day))
        for (before, after) in zip(windows, windows.dropFirst()) {
            #expect(before.range.upperBound == after.range.lowerBound)
        }
        for window in windows {
            let length = window.range.upperBound.seconds(since: window.range.lowerBound)
            #expect(length <= Int64(WindowCutter.daysMax + 2) * Self.day)
        }
    }

    @Test func `a record is touched exactly when it holds something new`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = Seeded(state: seed)
        var extents: [Extent] = []
        for _ in 0..<200 {
            let start = Int64.random(in: 0..<90 * Self.day, using: &random)
            extents.append(Self.extent(start, Int64.random(in: 0..<900, using: &random)))
        }
        let windows = try Self.windows(ArrivalList(extents: extents), reach: Self.day)
        for _ in 0..<2000 {
            let start = Int64.random(in: -Self.day..<90 * Self.day, using: &random)
            let length = Int64.random(in: 0..<3600, using: &random)
            let record = Instant(seconds: start)..<Instant(seconds: start + length + 1)
            let isNew = extents.contains {
                $0.start < record.upperBound && $0.end >= record.lowerBound
            }
            let window = windows.first { $0.range.contains(record.lowerBound) }
            #expect((window?.isTouched(record) ?? false) == isNew, "seed \(seed), start \(start)")
        }
    }

    @Test func `documents come page by page, each once, in order`() throws {
        var rows: [StoredDocument] = []
        for id in 0..<1000 { rows.append(.row(Int64(id), start: Int64(id / 300))) }
        rows += [.row(1000, start: 900), .row(1001, start: 901)]
        let pager = DocumentPager(
            DocumentQuery(kinds: ["k"]), in: ArrivalList(documents: rows))
        var ids: [Int64] = []
        while let document = try pager.next(through: Instant(seconds: 900)) {
            ids.append(document.id)
        }
        #expect(ids == Array(0..<1001))
        #expect(try pager.next(through: .distantFuture)?.id == 1001)
        #expect(try pager.next(through: .distantFuture) == nil)
    }

    private static func windows(
        _ store: ArrivalList, reach: Int64?, start: Instant? = nil
    ) throws -> [SelectionWindow] {
        var windows: [SelectionWindow] = []
        try RecordWindows(zone: .utc, types: ["t"], kinds: ["k"], reach: reach).forEach(
            of: .since(generation: 1, start: start), in: store
        ) { windows.append($0) }
        return windows
    }

    private static func extent(_ start: Int64, _ length: Int64) -> Extent {
        Extent(start: Instant(seconds: start), end: Instant(seconds: start + length))
    }

    private static func days(_ first: Int64, _ end: Int64) -> Range<Instant> {
        Instant(seconds: first * day)..<Instant(seconds: end * day)
    }

    private static func second(_ second: Int64) -> Range<Instant> {
        Instant(seconds: second)..<Instant(seconds: second + 1)
    }
}

/// Numbers that a printed seed brings back.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
