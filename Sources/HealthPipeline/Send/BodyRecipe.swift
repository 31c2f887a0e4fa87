import HealthConfig
import HealthOutbox
import HealthPlugin

/// How a body of a run is made: the run's own work, of which one part is kept.
struct BodyRecipe {
    let automation: AutomationConfig
    let provider: any Provider
    let reader: any StoreReader
    let plan: RunPlan
    let run: Run
    /// Whether the message's body was compressed.
    let isCompressed: Bool
    /// The part to keep, from 1; `nil`: everything as one body.
    let number: Int?

    /// What comes behind the part is not needed.
    private struct Found: Error {}

    /// - Parameter id: Of the message, which is a part of some bodies.
    /// - Returns: `nil` when the run makes no such part any more.
    func make(
        under id: Identifier, _ stage: () throws -> any BodyWriter
    ) throws -> BuiltPart? {
        try withoutActuallyEscaping(stage) { stage in
            var result: BuiltPart?
            let parts = PartEnqueuer(
                outbox: nil, automation: automation, provider: provider, plan: plan, run: nil,
                startedAt: run.startedAt, journal: RunJournal(outbox: nil, run: nil) { .now() })
            let builder = PartBuilder(
                limits: number == nil ? .init() : parts.limits(learned: run.bodyLimit),
                compressed: isCompressed, firstPart: 1,
                makeFrame: { _ in
                    BodyFrame(parts.kind, sessionID: id.wireText, streams: plan.request.streams)
                },
                stage: stage,
                deliver: { part, _ in
                    guard part.number == number ?? 1 else { return }
                    result = part
                    throw Found()
                })
            let sink = ExportSink(
                streams: plan.request.streams, zone: plan.request.settings.zone, ledger: nil,
                resume: nil, builder: builder, onRecord: { _ in })
            do {
                try provider.export(plan.request, from: reader, into: sink)
                try sink.finish()
                _ = try builder.finish()
            } catch is Found {}
            return result
        }
    }
}
