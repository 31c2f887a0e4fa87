import HealthOutbox
import HealthPlugin

/// The pipeline's end of a provider: leaves out what was sent before, and hands the rest to the part builder.
///
/// With a ledger (since last sync) the records of a local day are collected first: the day's digest decides
/// whether its touched records go out. A day that grows beyond ``dayBytesMax`` is not waited for.
final class ExportSink: RecordSink {
    /// What is kept of one day before it is sent without knowing whether it changed.
    static let dayBytesMax = 8 << 20

    /// How often something was warned of, by code.
    private(set) var warnings: [String: (phrase: String, count: Int)] = [:]

    private let streams: [ExportStream]
    private let ledger: ((Int) throws -> [CivilDate: UInt64])?
    private let resume: RunCursor?
    private let builder: PartBuilder
    private let onRecord: (_ stream: Int) throws -> Void

    private var json = JSONWriter()
    private var csv = CSVWriter()
    private var zone: ZoneCursor
    private var day: OpenDay?
    private var completedStreams = 0
    private var known: (stream: Int, digests: [CivilDate: UInt64])?

    private struct OpenDay {
        let stream: Int
        let date: CivilDate
        var digest = DayDigest()
        /// Touched records that wait for the end of the day, one behind the other.
        var waiting: [UInt8] = []
        var ends: [Int] = []
        /// Records of this day that were handed on or lie behind the resume point.
        var sent = 0
    }

    /// - Parameters:
    ///   - ledger: What was enqueued of a stream before, by day; `nil` for runs without a ledger.
    ///   - resume: Where the run was interrupted.
    ///   - onRecord: Called for every record, for progress and cancellation.
    init(
        streams: [ExportStream], zone: ZoneTable,
        ledger: ((Int) throws -> [CivilDate: UInt64])?,
        resume: RunCursor?, builder: PartBuilder, onRecord: @escaping (_ stream: Int) throws -> Void
    ) {
        (self.streams, self.ledger, self.resume) = (streams, ledger, resume)
        (self.builder, self.onRecord, self.zone) = (builder, onRecord, ZoneCursor(zone))
    }

    func record(
        stream: Int, date: Instant, touched: Bool, _ write: (inout JSONWriter) throws -> Void
    ) throws {
        guard try begin(stream: stream, date: date) else { return }
        json.removeAll()
        try write(&json)
        try add(json.bytes, touched: touched)
    }

    func row(
        stream: Int, date: Instant, touched: Bool, _ write: (inout CSVWriter) throws -> Void
    ) throws {
        guard try begin(stream: stream, date: date) else { return }
        csv.removeAll()
        try write(&csv)
        try add(csv.bytes, touched: touched)
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
        if day?.stream != stream || day?.date != date {
            try closeDay()
            completeStreams(before: stream)
            day = OpenDay(stream: stream, date: date)
        }
        guard ledger == nil, let resume else { return true }
        if (stream, date) < (resume.stream, resume.day) { return false }
        if (stream, date) == (resume.stream, resume.day), let sent = day?.sent,
            sent < resume.sentOfDay
        {
            day?.sent += 1
            return false
        }
        return true
    }

    private func add(_ record: [UInt8], touched: Bool) throws {
        guard ledger != nil else {
            return try send(record[...])
        }
        day?.digest.add(record)
        guard touched else { return }
        day?.waiting.append(contentsOf: record)
        let bytes = day?.waiting.count ?? 0
        day?.ends.append(bytes)
        if bytes > Self.dayBytesMax { try sendWaiting() }
    }

    private func closeDay() throws {
        guard let closing = day else { return }
        defer { day = nil }
        guard ledger != nil else { return }
        let digest = closing.digest.value
        guard try knownDigests(of: closing.stream)[closing.date] != digest else { return }
        try sendWaiting()
        builder.sent.append(
            .init(stream: streams[closing.stream].id, day: closing.date, digest: digest))
    }

    private func sendWaiting() throws {
        guard let open = day else { return }
        day?.waiting = []
        day?.ends = []
        var start = 0
        for end in open.ends {
            let record = open.waiting[start..<end]
            start = end
            let isBehind = resume.map {
                $0.stream == open.stream && $0.day == open.date && (day?.sent ?? 0) < $0.sentOfDay
            }
            if isBehind == true {
                day?.sent += 1
            } else {
                try send(record)
            }
        }
    }

    private func send(_ record: ArraySlice<UInt8>) throws {
        guard let open = day else { return }
        let sent = open.sent + 1
        day?.sent = sent
        try builder.append(
            record, stream: open.stream,
            cursor: RunCursor(stream: open.stream, day: open.date, sentOfDay: sent))
    }

    private func completeStreams(before stream: Int) {
        while completedStreams < stream {
            builder.completed.append(completedStreams)
            completedStreams += 1
        }
    }

    private func knownDigests(of stream: Int) throws -> [CivilDate: UInt64] {
        if let known, known.stream == stream { return known.digests }
        let digests = try ledger?(stream) ?? [:]
        known = (stream, digests)
        return digests
    }
}
