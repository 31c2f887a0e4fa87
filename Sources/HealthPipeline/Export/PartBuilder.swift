import HealthOutbox
import HealthPlugin

/// One complete body and what a run has reached with it.
struct BuiltPart {
    /// From 1, rising by one within a run.
    var number: Int
    /// `nil` in a dry run, which makes the same bytes and keeps none.
    var body: StagedBody?
    var contentType: String
    var records: Int
    /// Of the body before compression.
    var plainBytes: Int64
    /// The streams that have records in it.
    var streams: Set<Int>
    /// The place of its last record; `nil` for a body without records.
    var cursor: RunCursor?
    /// The local days of its first and last record; `nil` for a body without records.
    var days: ClosedRange<CivilDate>?
    /// Days that were closed before its last record.
    var sent: [Progress.SentDay]
    /// Streams that were complete before its last record.
    var completed: [Int]
}

/// Packs records into bodies: opens, closes and cuts them at the limits, each one complete.
///
/// One finished part is held back until the next one is finished too: the last part of a run says so in its headers
/// (section 2.5 of the wire format), and while the records of the next are made, a thread writes it.
final class PartBuilder {
    struct Limits {
        /// Of the uncompressed body; `nil` without batching.
        var bytesMax: Int64?
        var recordsMax: Int?
    }

    /// Days and streams that were closed since the last cut.
    var sent: [Progress.SentDay] = []
    var completed: [Int] = []
    /// Records that were larger than a whole part may be, and were sent alone.
    private(set) var oversized = 0
    private(set) var recordsAdded = 0

    private let limits: Limits
    private let compressed: Bool
    private let makeFrame: (_ part: Int) -> BodyFrame
    private let stage: (() throws -> any BodyWriter)?
    private let aside: (() throws -> Void) throws -> Void
    private let deliver: (_ part: BuiltPart, _ isLast: Bool) throws -> Void
    private var nextNumber: Int
    private var open: OpenPart?
    private var heldBack: HeldPart?

    /// A part whose body may still be on its way to the disk.
    private struct HeldPart {
        var part: BuiltPart
        var body: BodyThread
    }

    private struct OpenPart {
        var number: Int
        var frame: BodyFrame
        var body: BodyThread
        var records = 0
        var streams: Set<Int> = []
        var cursor: RunCursor?
        var firstDay: CivilDate?
        var lastDay: CivilDate?

        var days: ClosedRange<CivilDate>? {
            firstDay.flatMap { first in lastDay.map { first...max(first, $0) } }
        }
    }

    /// - Parameters:
    ///   - firstPart: The number of the first part to be made.
    ///   - makeFrame: The frame of a part, by its number.
    ///   - stage: `nil` in a dry run.
    ///   - aside: Calls its argument, which is going to wait for the disk.
    ///   - deliver: Takes the parts in order; the last one comes from ``finish()``.
    init(
        limits: Limits, compressed: Bool, firstPart: Int,
        makeFrame: @escaping (_ part: Int) -> BodyFrame,
        stage: (() throws -> any BodyWriter)?,
        aside: @escaping (() throws -> Void) throws -> Void = { try $0() },
        deliver: @escaping (_ part: BuiltPart, _ isLast: Bool) throws -> Void
    ) {
        (self.limits, self.compressed, nextNumber) = (limits, compressed, firstPart)
        (self.makeFrame, self.stage, self.deliver) = (makeFrame, stage, deliver)
        self.aside = aside
    }

    /// Adds the records of a batch, cutting wherever a part is full.
    ///
    /// - Parameter first: The first record that is added; those before it were enqueued earlier.
    func append(_ batch: RecordBatch, from first: Int) throws {
        var next = first
        while next < batch.ends.count {
            var part = try open ?? begin()
            open = nil
            var frame = part.frame
            let separator = frame.separator(before: batch.stream)
            let taken = part.body.plainLength + Int64(separator.count + frame.closing.count)
            var count = countThatFits(batch, from: next, in: part, beside: taken)
            if count == 0 {
                if part.records > 0 {
                    try close(part)
                    continue
                }
                oversized += 1
                count = 1
            }
            part.frame = frame
            try part.body.append(separator)
            try part.body.append(batch.bytes(from: next, through: next + count - 1))
            next += count
            part.records += count
            part.streams.insert(batch.stream)
            part.cursor = RunCursor(
                stream: batch.stream, day: batch.day, sentOfDay: batch.sentBefore + next)
            part.firstDay = min(part.firstDay ?? batch.day, batch.day)
            part.lastDay = max(part.lastDay ?? batch.day, batch.day)
            recordsAdded += count
            open = part
        }
    }

    /// How many records of a batch a part has room for.
    ///
    /// - Parameter taken: The part's bytes without them.
    private func countThatFits(
        _ batch: RecordBatch, from first: Int, in part: OpenPart, beside taken: Int64
    ) -> Int {
        var count = batch.ends.count - first
        if let most = limits.recordsMax { count = min(count, most - part.records) }
        guard let most = limits.bytesMax else { return count }
        let limit = Int64(batch.start(of: first)) + most - taken
        // Nearly always all of them fit.
        while count > 0, Int64(batch.ends[first + count - 1]) > limit { count -= 1 }
        return count
    }

    /// Makes a body without records, for receivers that want to hear that there is nothing.
    func appendEmptyBody() throws {
        open = try begin()
    }

    /// Closes the last part and delivers what is held back.
    ///
    /// - Returns: Whether there was a last part; when not, nobody has taken ``sent`` and ``completed``.
    func finish() throws -> Bool {
        if let part = open { try close(part) }
        guard var last = heldBack else { return false }
        heldBack = nil
        last.part.sent += sent
        last.part.completed += completed
        (sent, completed) = ([], [])
        try deliver(last, isLast: true)
        return true
    }

    private func begin() throws -> OpenPart {
        let frame = makeFrame(nextNumber)
        let body = try BodyThread(try stage?(), compressed: compressed)
        try body.append(frame.opening)
        defer { nextNumber += 1 }
        return OpenPart(number: nextNumber, frame: frame, body: body)
    }

    private func close(_ part: OpenPart) throws {
        open = nil
        try part.body.append(part.frame.closing)
        try part.body.end()
        if let before = heldBack {
            heldBack = nil
            try aside { try deliver(before, isLast: false) }
        }
        heldBack = HeldPart(
            part: BuiltPart(
                number: part.number, contentType: part.frame.contentType, records: part.records,
                plainBytes: part.body.plainLength, streams: part.streams, cursor: part.cursor,
                days: part.days, sent: sent, completed: completed), body: part.body)
        (sent, completed) = ([], [])
    }

    private func deliver(_ held: HeldPart, isLast: Bool) throws {
        var part = held.part
        part.body = try held.body.body()
        try deliver(part, isLast)
    }
}
