import struct Foundation.Data
import HealthConfig
import HealthOutbox
import HealthPlugin

/// Turns batches of a tap's records into messages, each batch in one transaction with the state that covers it.
final class TapEnqueuer {
    /// The checkpoint under which a tap's state is kept, one for all its streams.
    static let stream = "*"
    /// Stands where runs of providers name their store: a state belongs to the tap and outlives the store.
    static let storeID = "tap"

    private(set) var records = 0
    private(set) var requests = 0
    private(set) var bytes: Int64 = 0
    private(set) var oversized = 0
    private(set) var withoutColumn = 0

    /// `nil` in a dry run.
    private let outbox: (any Outbox)?
    private let automation: AutomationConfig
    /// `nil` in a dry run.
    private let run: Run?
    private let startedAt: Moment
    private let zone: ZoneTable
    private let range: Range<Instant>?
    private let body: TapBody
    private var lastPart: Int

    /// - Parameter range: Of a run that does not go on from a state.
    init(
        outbox: (any Outbox)?, automation: AutomationConfig, run: Run?, startedAt: Moment,
        zone: ZoneTable, range: Range<Instant>?
    ) {
        (self.outbox, self.automation, self.run) = (outbox, automation, run)
        (self.startedAt, self.zone, self.range) = (startedAt, zone, range)
        lastPart = (run?.nextPart ?? 1) - 1
        let encoding = automation.encoding
        var limits = TapBody.Limits()
        if encoding.batchRequests {
            let most = [Int64(encoding.batchBytesMax), run?.bodyLimit].compactMap { $0 }
            limits = .init(bytesMax: most.min(), recordsMax: encoding.batchRecordsMax)
        }
        body = TapBody(
            limits: limits, compressed: automation.delivery.compression == .gzip,
            stage: outbox.flatMap { outbox in run.map { _ in { try outbox.stage() } } })
    }

    /// Whether a batch is worth a transaction before the run's end. Without batching a run is one request.
    func isFull(_ batch: TapBatch) -> Bool {
        if let most = body.limits.bytesMax, batch.bytes >= most { return true }
        if let most = body.limits.recordsMax, batch.records >= most { return true }
        return false
    }

    /// Enqueues everything in a batch, with its state, and then empties it.
    ///
    /// - Parameter ending: Of the run, when this is its last batch.
    func enqueue(_ batch: inout TapBatch, ending: RunEnding? = nil) throws {
        precondition(batch.isCovered, "only what a STATE covers is enqueued")
        records += batch.records
        guard let run, let outbox else {
            requests += batch.records > 0 ? 1 : 0
            bytes += batch.bytes
            return try batch.clear()
        }
        let isLast = ending == .complete
        let parts = try parts(of: batch, isLast: isLast)
        var messages: [NewMessage] = []
        for (index, part) in parts.enumerated() {
            guard let staged = part.body else { continue }
            lastPart += 1
            messages.append(
                message(part, staged, of: run, isLast: isLast && index == parts.count - 1))
            bytes += staged.length
        }
        requests += messages.count
        var advances: [Progress.Advance] = []
        if range == nil, let state = batch.state {
            advances = [.init(stream: Self.stream, enqueuedThrough: state)]
        }
        _ = try outbox.enqueue(
            messages,
            advancing: Progress(
                run: run.id, cursor: batch.state, nextPart: lastPart + 1, advances: advances,
                ending: ending))
        try batch.clear()
    }

    private func parts(of batch: TapBatch, isLast: Bool) throws -> [TapBody.Part] {
        switch automation.encoding.format {
        case .csv:
            var dates = DateWriter(zone: zone)
            let (parts, withoutColumn) = try body.csvParts(
                batch, day: dates.text(range?.lowerBound ?? startedAt.instant, as: .day)
            ) { "Boundary-\(sessionID(of: lastPart + 1 + $0))" }
            self.withoutColumn += withoutColumn
            return parts
        case .json:
            let (parts, oversized) = try body.jsonParts(batch)
            self.oversized += oversized
            if parts.isEmpty, isLast, lastPart == 0, automation.delivery.sendEmpty {
                return [try body.emptyPart()]
            }
            return parts
        }
    }

    private func message(
        _ part: TapBody.Part, _ staged: StagedBody, of run: Run, isLast: Bool
    ) -> NewMessage {
        NewMessage(
            part: String(lastPart), stream: part.streams.count == 1 ? part.streams[0] : nil,
            headers: headers(of: part, staged, run, isLast: isLast), contentType: part.contentType,
            contentEncoding: automation.delivery.compression == .gzip ? "gzip" : nil, body: staged,
            records: part.records, from: range?.lowerBound, to: range?.upperBound)
    }

    private func sessionID(of part: Int) -> String {
        guard let run else { return "" }
        return DerivedID.request(
            automation: automation.identity, run: run.id, part: String(part)
        ).wireText
    }

    private func headers(
        of part: TapBody.Part, _ staged: StagedBody, _ run: Run, isLast: Bool
    ) -> [HeaderField] {
        var dates = DateWriter(zone: zone)
        let extent = range ?? startedAt.instant..<startedAt.instant
        let period = run.from == nil ? automation.schedule.dateRange.title : DateRange.manualTitle
        return RequestHeaders(
            contentType: part.contentType, automationName: automation.name,
            automationID: automation.identity, aggregation: "None", period: period,
            sessionID: sessionID(of: lastPart),
            digest: Data(staged.digest).base64EncodedString(), runID: run.id.wireText,
            batch: isLast ? "\(lastPart)/\(lastPart)" : String(lastPart),
            range: dates.text(extent.lowerBound, as: .iso) + "/"
                + dates.text(extent.upperBound, as: .iso),
            exportedAt: startedAt.instant.rfc3339, dataKey: automation.dataType,
            version: automation.encoding.version, hasExtra: automation.delivery.extraHeaders,
            quotesKey: automation.delivery.keyFormat == .quoted
        ).list.map { HeaderField($0.name, $0.value) }
    }
}
