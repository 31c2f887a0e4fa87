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
    /// Days that were closed before its last record.
    var sent: [Progress.SentDay]
    /// Streams that were complete before its last record.
    var completed: [Int]
}

/// Packs records into bodies: opens, closes and cuts them at the limits, each one complete.
///
/// One finished part is held back until the next one begins, since the last part of a run says so in its headers.
/// Source: section 2.5 of the wire format.
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
    private let deliver: (_ part: BuiltPart, _ isLast: Bool) throws -> Void
    private var nextNumber: Int
    private var open: OpenPart?
    private var heldBack: BuiltPart?

    private struct OpenPart {
        var number: Int
        var frame: BodyFrame
        var encoder: BodyEncoder
        var records = 0
        var streams: Set<Int> = []
        var cursor: RunCursor?
    }

    /// - Parameters:
    ///   - firstPart: The number of the first part to be made.
    ///   - makeFrame: The frame of a part, by its number.
    ///   - stage: `nil` in a dry run.
    ///   - deliver: Takes the parts in order; the last one comes from ``finish()``.
    init(
        limits: Limits, compressed: Bool, firstPart: Int,
        makeFrame: @escaping (_ part: Int) -> BodyFrame,
        stage: (() throws -> any BodyWriter)?,
        deliver: @escaping (_ part: BuiltPart, _ isLast: Bool) throws -> Void
    ) {
        (self.limits, self.compressed, nextNumber) = (limits, compressed, firstPart)
        (self.makeFrame, self.stage, self.deliver) = (makeFrame, stage, deliver)
    }

    /// Adds one record, cutting before it when the part is full.
    ///
    /// - Parameter cursor: The record's own place.
    func append(_ record: ArraySlice<UInt8>, stream: Int, cursor: RunCursor) throws {
        if let part = open, part.records > 0, isFull(part, adding: record.count, stream: stream) {
            try close()
        }
        var part = try open ?? begin()
        open = nil
        try part.encoder.append(part.frame.separator(before: stream))
        try part.encoder.append(record)
        part.records += 1
        part.streams.insert(stream)
        part.cursor = cursor
        if part.records == 1, let most = limits.bytesMax,
            part.encoder.plainLength + Int64(part.frame.closing.count) > most
        {
            oversized += 1
        }
        recordsAdded += 1
        open = part
    }

    /// Makes a body without records, for receivers that want to hear that there is nothing.
    func appendEmptyBody() throws {
        open = try begin()
    }

    /// Closes the last part and delivers what is held back.
    ///
    /// - Returns: Whether there was a last part; when not, nobody has taken ``sent`` and ``completed``.
    func finish() throws -> Bool {
        if open != nil { try close() }
        guard var last = heldBack else { return false }
        heldBack = nil
        last.sent += sent
        last.completed += completed
        (sent, completed) = ([], [])
        try deliver(last, true)
        return true
    }

    private func isFull(_ part: OpenPart, adding bytes: Int, stream: Int) -> Bool {
        if let most = limits.recordsMax, part.records >= most { return true }
        guard let most = limits.bytesMax else { return false }
        var frame = part.frame
        let separator = frame.separator(before: stream).count
        let length = part.encoder.plainLength + Int64(separator + bytes + frame.closing.count)
        return length > most
    }

    private func begin() throws -> OpenPart {
        if let part = heldBack {
            heldBack = nil
            try deliver(part, false)
        }
        let frame = makeFrame(nextNumber)
        let encoder = try BodyEncoder(try stage?(), compressed: compressed)
        try encoder.append(frame.opening)
        defer { nextNumber += 1 }
        return OpenPart(number: nextNumber, frame: frame, encoder: encoder)
    }

    private func close() throws {
        guard let part = open else { return }
        open = nil
        try part.encoder.append(part.frame.closing)
        heldBack = BuiltPart(
            number: part.number, body: try part.encoder.finish(),
            contentType: part.frame.contentType, records: part.records,
            plainBytes: part.encoder.plainLength, streams: part.streams, cursor: part.cursor,
            sent: sent, completed: completed)
        (sent, completed) = ([], [])
    }
}
