public import HealthConfig
public import HealthOutbox
public import HealthPlugin
import HealthStore

/// Moves the checkpoints of one automation, and says before what its next run would send then.
///
/// To a date: all streams begin at `start:` again, and what the ledger knows from that date on is forgotten. The
/// next run then sends everything from that date on, and nothing of what lies before it and was sent already. To
/// a generation: everything that arrived after that import counts as new again.
public struct AutomationReset {
    public enum Target: Sendable {
        /// A local day of the automation.
        case date(CivilDate)
        case generation(Int64)
    }

    /// Where a run begins, instead of what the outbox has stored.
    struct Assumption {
        var checkpoints: [String: Checkpoint]
        /// Days of the ledger that are forgotten; `nil`: none.
        var forgottenFrom: CivilDate?
    }

    /// The newest import of the store.
    public let newestGeneration: Int64
    /// Streams that have a checkpoint.
    public let streams: Int
    /// The furthest of them; `nil` when there is none of this store.
    public let reached: Int64?
    /// The ledger is forgotten from this day on; `nil`: it is kept.
    public let forgottenFrom: CivilDate?
    /// A run that was interrupted and will not be finished.
    public let abandoned: Identifier?
    /// What the next run would send without the reset.
    public let before: RunOutcome
    /// What it sends after it.
    public let after: RunOutcome

    private let workspace: Workspace
    private let automation: AutomationConfig
    private let point: ResetPoint

    /// Looks and counts; changes nothing.
    ///
    /// - Parameter progress: Of both counts.
    /// - Throws: ``ResetError``; an error with status 69 when there is no store or no outbox.
    public init(
        _ automation: AutomationConfig, to target: Target, in workspace: Workspace,
        progress: @escaping Exporter.ProgressHandler = { _, _, _ in }
    ) throws {
        (self.workspace, self.automation) = (workspace, automation)
        guard automation.schedule.dateRange == .sinceLastSync else {
            throw ResetError(
                .failed,
                "\"\(automation.name)\" has date_range: \(automation.schedule.dateRange.rawValue), which needs no "
                    + "checkpoint; there is nothing to reset.")
        }
        let store = try workspace.openStore(.readOnly)
        let outbox = try workspace.openOutbox(.readOnly)
        let exporter = Exporter(workspace: workspace, store: store, outbox: outbox)
        newestGeneration = try store.newestGeneration
        if case .generation(let number) = target, !(0...newestGeneration).contains(number) {
            throw ResetError(
                .usage,
                "There is no import \(number); the store has 1 to \(newestGeneration), and 0 stands for all of it."
            )
        }
        let unfinished = try outbox.unfinishedRun(of: automation.identity)
        if let unfinished, unfinished.state == .running {
            throw ResetError(
                .queued,
                "A run of \"\(automation.name)\" is going on; wait until it ends, then try again.")
        }
        abandoned = unfinished?.id
        let stored = try outbox.checkpoints(of: automation.identity)
        streams = stored.count
        reached = stored.values.filter { $0.storeID == store.storeID }.compactMap(\.generation)
            .max()
        let assumption = try Self.assumption(
            target, of: automation, stored: stored, in: workspace, store)
        forgottenFrom = assumption.forgottenFrom
        point =
            switch target {
            case .date: .beginning
            case .generation(let number):
                .position(Array(String(number).utf8), storeID: store.storeID)
            }
        before = try exporter.dryRun(automation, progress: progress)
        after = try exporter.dryRun(automation, assuming: assumption, progress: progress)
    }

    /// Does it, with a line in the audit.
    public func apply() throws {
        let outbox = try workspace.openOutbox(.existing)
        // Closing writes nothing that has not been acknowledged.
        defer { try? outbox.close() }
        try outbox.resetAutomation(
            automation.identity, to: point,
            sentFrom: forgottenFrom ?? CivilDate(dayNumber: .max))
    }

    private static func assumption(
        _ target: Target, of automation: AutomationConfig, stored: [String: Checkpoint],
        in workspace: Workspace, _ store: HealthStore
    ) throws -> Assumption {
        let zone = try workspace.zone(of: automation.measure)
        let buckets = Buckets(
            zone: zone,
            grouping: automation.options["time_grouping"]?.word.flatMap { Grouping(rawValue: $0) }
                ?? .default, weekStart: automation.measure.weekStart)
        /// A bucket lies in the ledger under its first day.
        func bucketDay(_ instant: Instant) -> CivilDate {
            zone.date(of: buckets.range(containing: instant).lowerBound)
        }
        switch target {
        case .date(let date):
            return Assumption(
                checkpoints: [:], forgottenFrom: bucketDay(zone.start(of: date)))
        case .generation(let number):
            let first = try Self.firstArrival(since: number, of: automation, zone, workspace, store)
            let position = Array(String(number).utf8)
            return Assumption(
                checkpoints: stored.mapValues {
                    var moved = $0
                    (moved.storeID, moved.enqueuedThrough) = (store.storeID, position)
                    return moved
                }, forgottenFrom: first.map(bucketDay))
        }
    }

    /// The earliest start of anything that the automation reads and that arrived after a generation.
    private static func firstArrival(
        since generation: Int64, of automation: AutomationConfig, _ zone: ZoneTable,
        _ workspace: Workspace, _ store: HealthStore
    ) throws -> Instant? {
        guard let provider = workspace.registry[automation.dataType] else { return nil }
        let reader = try store.reader()
        let settings = automation.exportSettings(zone: zone, now: workspace.now.instant)
        return try provider.streams(for: settings, in: reader).compactMap { stream in
            try reader.extentOfArrivals(
                types: stream.typeNames(in: reader), documents: stream.documentKinds,
                since: generation)?.start
        }.min()
    }
}

/// A reset that cannot be done.
public struct ResetError: StatusError {
    public let exitStatus: ExitStatus
    public let description: String

    init(_ exitStatus: ExitStatus, _ description: String) {
        (self.exitStatus, self.description) = (exitStatus, description)
    }
}
