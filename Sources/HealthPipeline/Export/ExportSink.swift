import HealthOutbox
import HealthPlugin

/// The pipeline's end of a provider: leaves out what was sent before, and hands the rest to the part builder.
///
/// Records are written one behind the other into one buffer, as they will stand in the body. With a ledger (since
/// last sync) those of a local day are collected first: the day's digest decides whether its touched records go
/// out. A day that grows beyond ``dayBytesMax`` is not waited for.
final class ExportSink: RecordSink {
    /// What is kept of one day before it is sent without knowing whether it changed.
    static let dayBytesMax = 8 << 20
    /// What is collected without a ledger: enough that handing over costs nothing.
    private static let batchBytesMax = 64 << 10

    /// Days of the ledger that are read at once: a run with a few new days must not read those of ten years.
    private static let ledgerDays = 64

    /// Tells the digests of the days that were enqueued of a stream.
    typealias Ledger = (_ stream: Int, _ days: ClosedRange<CivilDate>) throws -> [CivilDate: UInt64]

    /// How often something was warned of, by code.
    private(set) var warnings: [String: (phrase: String, count: Int)] = [:]

    private let streams: [ExportStream]
    private let ledger: Ledger?
    private let resume: RunCursor?
    private let builder: PartBuilder
    private let onRecord: (_ stream: Int) throws -> Void

    /// Touched records of the open day that wait to be sent; one of the two is in use.
    private var json = JSONWriter()
    private var csv = CSVWriter()
    private var ends: [Int] = []
    private var separatorBytes = 0

    private var zone: ZoneCursor
    private var stream = -1
    /// `nil` before the first record and between two days.
    private var day: CivilDate?
    private var digest = DayDigest()
    /// Records of the open day that were handed on or lie behind the resume point.
    private var sent = 0
    private var completedStreams = 0
    private var known: (stream: Int, days: ClosedRange<CivilDate>, digests: [CivilDate: UInt64])?

    /// - Parameters:
    ///   - ledger: What was enqueued before; `nil` for runs without a ledger.
    ///   - resume: Where the run was interrupted.
    ///   - onRecord: Called for every record, for progress and cancellation.
    init(
        streams: [ExportStream], zone: ZoneTable,
        ledger: Ledger?,
        resume: RunCursor?, builder: PartBuilder, onRecord: @escaping (_ stream: Int) throws -> Void
    ) {
        (self.streams, self.ledger, self.resume) = (streams, ledger, resume)
        (self.builder, self.onRecord, self.zone) = (builder, onRecord, ZoneCursor(zone))
    }

    func record(
        stream: Int, date: Instant, touched: Bool, _ write: (inout JSONWriter) throws -> Void
    ) throws {
        guard try begin(stream: stream, date: date) else { return }
        separatorBytes = 1
        let start = json.bytes.isEmpty ? 0 : json.bytes.count + separatorBytes
        try write(&json)
        if ledger != nil { digest.add(json.bytes.span.extracting(start...)) }
        if touched {
            try add(end: json.bytes.count)
        } else {
            json.truncate(to: ends.last ?? 0)
        }
    }

    func row(
        stream: Int, date: Instant, touched: Bool, _ write: (inout CSVWriter) throws -> Void
    ) throws {
        guard try begin(stream: stream, date: date) else { return }
        let start = csv.bytes.count
        try write(&csv)
        if ledger != nil { digest.add(csv.bytes.span.extracting(start...)) }
        if touched {
            try add(end: csv.bytes.count)
        } else {
            csv.truncate(to: start)
        }
    }

    func warning(_ code: String, _ phrase: String) {
        warnings[code, default: (phrase, 0)].count += 1
    }

    /// Ends the last day; the provider has written everything.
    func finish() throws {
        try closeDay()
        completeStreams(before: streams.count)
    }

    /// Moves to the record's day.
    ///
    /// - Returns: Whether the record has to be rendered; one that was enqueued before the interruption, in a
    ///   run without a ledger, has not.
    private func begin(stream: Int, date: Instant) throws -> Bool {
        try onRecord(stream)
        let date = zone.date(of: date)
        if self.stream != stream || day != date {
            try closeDay()
            completeStreams(before: stream)
            (self.stream, day, digest, sent) = (stream, date, DayDigest(), 0)
        }
        guard ledger == nil, let resume else { return true }
        if (stream, date) < (resume.stream, resume.day) { return false }
        if (stream, date) == (resume.stream, resume.day), sent < resume.sentOfDay {
            sent += 1
            return false
        }
        return true
    }

    private func add(end: Int) throws {
        ends.append(end)
        if end > (ledger == nil ? Self.batchBytesMax : Self.dayBytesMax) { try sendWaiting() }
    }

    private func closeDay() throws {
        guard let day else { return }
        let isKnown = try knownDigest(of: day) == digest.value
        if isKnown {
            clear()
        } else {
            try sendWaiting()
        }
        if ledger != nil, !isKnown {
            builder.sent.append(.init(stream: streams[stream].id, day: day, digest: digest.value))
        }
        self.day = nil
    }

    /// Hands on what waits, but for records that the interrupted run has enqueued.
    private func sendWaiting() throws {
        guard let day, !ends.isEmpty else { return }
        var first = 0
        if ledger != nil, let resume, resume.stream == stream, resume.day == day {
            first = min(max(0, resume.sentOfDay - sent), ends.count)
        }
        try builder.append(
            RecordBatch(
                stream: stream, day: day, sentBefore: sent,
                bytes: separatorBytes == 0 ? csv.bytes : json.bytes, ends: ends,
                separatorBytes: separatorBytes),
            from: first)
        sent += ends.count
        clear()
    }

    private func clear() {
        json.removeAll()
        csv.removeAll()
        ends.removeAll(keepingCapacity: true)
    }

    private func completeStreams(before stream: Int) {
        while completedStreams < stream {
            builder.completed.append(completedStreams)
            completedStreams += 1
        }
    }

    /// What was enqueued of the open stream on a day; days come in order.
    private func knownDigest(of day: CivilDate) throws -> UInt64? {
        if let known, known.stream == stream, known.days.contains(day) { return known.digests[day] }
        let days = day...day.advanced(byDays: Self.ledgerDays - 1)
        guard let digests = try ledger?(stream, days) else { return nil }
        known = (stream, days, digests)
        return digests[day]
    }
}
