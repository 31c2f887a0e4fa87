import struct Foundation.Data
import HealthConfig
import HealthOutbox
import HealthPlugin

/// Turns built parts into messages: frames before them, headers and progress with them.
final class PartEnqueuer {
    private(set) var records = 0
    private(set) var requests = 0
    private(set) var bytes: Int64 = 0

    /// `nil` in a dry run.
    private let outbox: (any Outbox)?
    private let automation: AutomationConfig
    private let provider: any Provider
    private let plan: RunPlan
    /// `nil` in a dry run.
    private let run: Run?
    private let startedAt: Moment
    private let range: String
    private let journal: RunJournal
    private var lastPart: Int

    init(
        outbox: (any Outbox)?, automation: AutomationConfig, provider: any Provider, plan: RunPlan,
        run: Run?, startedAt: Moment, journal: RunJournal
    ) {
        (self.outbox, self.automation, self.provider) = (outbox, automation, provider)
        (self.plan, self.run, self.startedAt, self.journal) = (plan, run, startedAt, journal)
        var dates = DateWriter(zone: plan.request.settings.zone)
        let extent = plan.range ?? startedAt.instant..<startedAt.instant
        range =
            dates.text(extent.lowerBound, as: .iso) + "/" + dates.text(extent.upperBound, as: .iso)
        lastPart = (run?.nextPart ?? 1) - 1
    }

    /// - Parameter times: Time on the disk is no time of queries.
    func makeBuilder(_ times: QueryTimes) -> PartBuilder {
        PartBuilder(
            limits: limits(learned: run?.bodyLimit), compressed: isCompressed,
            firstPart: lastPart + 1,
            makeFrame: { [unowned self] in
                BodyFrame(
                    kind, sessionID: sessionID(of: $0), streams: plan.request.streams)
            },
            stage: outbox.flatMap { outbox in run.map { _ in { try outbox.stage() } } },
            aside: times.aside, deliver: { [unowned self] in try deliver($0, isLast: $1) })
    }

    /// - Parameter learned: What the receiver took of larger bodies, in bytes.
    func limits(learned: Int64?) -> PartBuilder.Limits {
        let encoding = automation.encoding
        guard encoding.batchRequests else { return .init() }
        let most = [Int64(encoding.batchBytesMax), learned].compactMap { $0 }
        return .init(bytesMax: most.min(), recordsMax: encoding.batchRecordsMax)
    }

    /// Writes the progress of a run that ends without another part.
    func finishWithoutPart(_ builder: PartBuilder) throws {
        guard let run, let outbox else { return }
        _ = try outbox.enqueue(
            [],
            advancing: Progress(
                run: run.id, nextPart: lastPart + 1, advances: advances(of: builder.completed),
                sent: builder.sent, ending: .complete))
    }

    private func deliver(_ part: BuiltPart, isLast: Bool) throws {
        try enqueue(part, isLast: isLast)
        // What was refused does not count.
        records += part.records
        requests += 1
        bytes += part.body?.length ?? part.plainBytes
    }

    private func enqueue(_ part: BuiltPart, isLast: Bool) throws {
        lastPart = part.number
        guard let run, let outbox, let body = part.body else { return }
        let zone = plan.request.settings.zone
        let extent =
            part.days.map {
                DateRange.days(from: $0.lowerBound, through: $0.upperBound, zone: zone)
            } ?? plan.range
        let message = NewMessage(
            part: String(part.number),
            stream: part.streams.count == 1
                ? part.streams.first.map { plan.request.streams[$0].id } : nil,
            headers: headers(of: part, body: body, run: run, isLast: isLast),
            contentType: part.contentType,
            contentEncoding: isCompressed ? "gzip" : nil,
            body: body, records: part.records, from: extent?.lowerBound, to: extent?.upperBound)
        _ = try outbox.enqueue(
            [message],
            advancing: Progress(
                run: run.id, cursor: part.cursor?.encoded, nextPart: part.number + 1,
                advances: advances(of: part.completed), sent: part.sent,
                ending: isLast ? .complete : nil))
        try journal.note(part, bytes: body.length)
    }

    /// Not for a lane whose receiver has refused compressed bodies.
    private var isCompressed: Bool {
        automation.delivery.compression == .gzip && run?.noEncoding != true
    }

    /// Checkpoints of complete streams; only since-last-sync runs have any.
    private func advances(of streams: [Int]) -> [Progress.Advance] {
        guard plan.isSinceLastSync, let run else { return [] }
        return streams.map {
            .init(
                stream: plan.request.streams[$0].id,
                enqueuedThrough: Array(String(run.generation).utf8))
        }
    }

    private func sessionID(of part: Int) -> String {
        guard let run else { return "" }
        return DerivedID.request(
            automation: automation.identity, run: run.id, part: String(part)
        ).wireText
    }

    /// What bodies of this run are.
    var kind: BodyFrame.Kind {
        let descriptor = provider.descriptor
        let settings = plan.request.settings
        guard settings.format == .csv else { return .json(dataKey: descriptor.dataKey) }
        var header = CSVWriter()
        provider.writeHeader(for: plan.request.streams, settings: settings, to: &header)
        var dates = DateWriter(zone: settings.zone)
        let day = dates.text(plan.range?.lowerBound ?? startedAt.instant, as: .day)
        return .csv(
            part: descriptor.csvPart, file: "\(descriptor.csvFile)-\(day).csv",
            header: header.bytes)
    }

    private func headers(
        of part: BuiltPart, body: StagedBody, run: Run, isLast: Bool
    ) -> [HeaderField] {
        let settings = plan.request.settings
        return RequestHeaders(
            contentType: part.contentType, automationName: automation.name,
            automationID: automation.identity, aggregation: provider.aggregation(for: settings),
            period: plan.period, sessionID: sessionID(of: part.number),
            digest: Data(body.digest).base64EncodedString(), runID: run.id.wireText,
            batch: isLast ? "\(part.number)/\(part.number)" : String(part.number), range: range,
            exportedAt: startedAt.instant.rfc3339, dataKey: provider.descriptor.dataKey,
            version: settings.version, hasExtra: automation.delivery.extraHeaders,
            quotesKey: automation.delivery.keyFormat == .quoted
        ).list.map { HeaderField($0.name, $0.value) }
    }
}
