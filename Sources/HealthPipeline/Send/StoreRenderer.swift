import HealthConfig
public import HealthOutbox
import HealthPlugin
import HealthStore

/// Makes the body of a message again from the store, to mend one that was damaged.
///
/// A part of a range that was asked for comes out as it was, as long as configuration and store are the same. Where it
/// does not, and for a run since the last sync, of which nobody knows any more what it had selected, everything is made
/// that the message's streams have on its days: no record of it is missing then, and receivers that store by date or id
/// take what they have already.
public struct StoreRenderer: BodyRenderer {
    private let workspace: Workspace
    private let outbox: any Outbox
    private let store: HealthStore

    /// - Throws: An error with status 69 when there is no store.
    public init(workspace: Workspace, outbox: any Outbox) throws {
        (self.workspace, self.outbox) = (workspace, outbox)
        store = try workspace.openStore(.readOnly)
    }

    public func render(
        _ message: MessageContent, name: PieceName, stage: () throws -> any BodyWriter
    ) throws -> Piece? {
        do {
            guard let origin = try Origin(of: message, workspace, outbox, store) else { return nil }
            if let part = try origin.part?.make(under: message.id, stage),
                part.body?.digest == origin.digest
            {
                return piece(part, message, PieceName(id: message.id, part: message.part))
            }
            return try origin.days?.make(under: name.id, stage).flatMap { piece($0, message, name) }
        } catch let error as OutboxError {
            throw error
        } catch {
            // A store that lacks the generation, a plugin that refuses its options: then it stays set aside.
            return nil
        }
    }

    private func piece(_ part: BuiltPart, _ message: MessageContent, _ name: PieceName) -> Piece? {
        guard let body = part.body else { return nil }
        return Piece(
            headers: PieceHeaders(message, name: name, contentType: part.contentType)
                .list(digest: body.digest),
            contentType: part.contentType, contentEncoding: message.contentEncoding, body: body,
            records: part.records)
    }
}

/// Where a message came from.
private struct Origin {
    /// Of its bytes as they were enqueued.
    let digest: [UInt8]
    /// The very part of its run; `nil` where the run's selection is not known any more.
    let part: BodyRecipe?
    /// All of its streams on its days; `nil` for a message without records.
    let days: BodyRecipe?

    /// `nil` when automation or run are not known any more, and for records of taps, which are not in the store.
    init?(
        of message: MessageContent, _ workspace: Workspace, _ outbox: any Outbox,
        _ store: HealthStore
    ) throws {
        let known = workspace.configuration.automations.first {
            $0.identity == message.automation
        }
        guard let automation = known, let provider = workspace.registry[automation.dataType],
            let detail = try outbox.detail(of: message.id),
            let run = try outbox.runs(RunSelection(id: message.run, withEvents: false)).first?.run
        else { return nil }
        digest = detail.bodyDigest
        let settings = automation.exportSettings(
            zone: try workspace.zone(of: automation.measure), now: run.startedAt.instant)
        let reader = try store.reader(at: run.storeID == store.storeID ? run.generation : nil)
        func recipe(_ range: Range<Instant>?, stream: String?, number: Int?) throws -> BodyRecipe? {
            var plan = try RunPlan.make(
                automation: automation, provider: provider, settings: settings, range: range,
                checkpoints: [:], storeID: store.storeID, store: reader)
            guard !plan.isSinceLastSync else { return nil }
            if let stream { plan.keepStream(stream) }
            return BodyRecipe(
                automation: automation, provider: provider, reader: reader, plan: plan, run: run,
                isCompressed: message.contentEncoding != nil, number: number)
        }
        let asked = run.from.flatMap { from in run.to.map { from..<max(from, $0) } }
        part = try Int(message.part).flatMap { try recipe(asked, stream: nil, number: $0) }
        days = try message.from.flatMap { from in
            try message.to.flatMap {
                try recipe(from..<max(from, $0), stream: detail.summary.stream, number: nil)
            }
        }
    }
}

extension RunPlan {
    /// Leaves out all other streams.
    fileprivate mutating func keepStream(_ id: String) {
        let kept = zip(request.streams, request.selections).filter { $0.0.id == id }
        request = ExportRequest(
            streams: kept.map(\.0), selections: kept.map(\.1), settings: request.settings)
    }
}
