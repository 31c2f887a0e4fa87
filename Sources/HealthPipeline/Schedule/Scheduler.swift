public import HealthModel
public import HealthOutbox
import HealthPlugin

/// Decides which automations start now: a value without clock and I/O.
///
/// - No two runs of one automation overlap: what was given out comes again only after ``ended(_:startedAt:retry:)``.
/// - However many times were missed, there is one start for all of them.
/// - A clock that jumps neither makes a storm nor stops anything: ahead it looks like sleep, back it costs at most one
///   interval.
public struct Scheduler: Sendable {
    /// An automation that has to start.
    public struct Start: Hashable, Sendable {
        /// The automation's id.
        public var automation: String
        /// ``RunKind/scheduled`` or ``RunKind/catchUp``.
        public var kind: RunKind
    }

    /// How soon a run that stopped half-way is tried again.
    public static let retrySeconds: Int64 = 300

    fileprivate struct Entry {
        var automation: String
        var schedule: Schedule
        var last: Instant?
        var isRunning = false
        /// When it goes on with a run that stopped half-way.
        var retryAt: Instant?
    }

    /// In the order of the configuration.
    private var entries: [Entry] = []
    /// Of automations that were disabled or removed while they ran.
    private var running: Set<String> = []

    public init() {}

    /// Takes over a configuration; what it knows about automations that are still there stays.
    ///
    /// - Parameters:
    ///   - schedules: In the order in which automations start that are due together.
    ///   - last: When an automation that is new here last started, if ever.
    public mutating func configure(
        _ schedules: [(automation: String, schedule: Schedule)],
        last: (String) throws -> Instant?
    ) rethrows {
        let known = Dictionary(uniqueKeysWithValues: entries.map { ($0.automation, $0) })
        running.formUnion(entries.filter(\.isRunning).map(\.automation))
        entries = try schedules.map { automation, schedule in
            var entry =
                try known[automation]
                ?? Entry(automation: automation, schedule: schedule, last: last(automation))
            entry.schedule = schedule
            entry.isRunning = running.contains(automation)
            return entry
        }
    }

    /// Lets an automation go on at once with a run that was interrupted.
    public mutating func resume(_ automation: String, now: Instant) {
        change(automation) { $0.retryAt = now }
    }

    /// The automations that start now; they count as running from here on.
    ///
    /// - Parameter awakeSince: What came due from then on is late because other runs took their time, and was not
    ///   missed.
    public mutating func starts(now: Instant, awakeSince: Instant? = nil) -> [Start] {
        var starts: [Start] = []
        for index in entries.indices where !entries[index].isRunning {
            entries[index].pullIn(now: now)
            let entry = entries[index]
            let due = entry.schedule.due(after: entry.last, now: now)
            guard due.at <= now || entry.retryAt ?? .distantFuture <= now else { continue }
            entries[index].isRunning = true
            entries[index].retryAt = nil
            running.insert(entry.automation)
            let isMissed = due.isMissed && due.at < awakeSince ?? .distantFuture
            starts.append(
                Start(
                    automation: entry.automation,
                    kind: due.at <= now && !isMissed ? .scheduled : .catchUp))
        }
        return starts
    }

    /// A run is over, or could not begin.
    ///
    /// - Parameters:
    ///   - started: When it started, by the clock of then.
    ///   - retry: It stopped half-way and goes on before its next time.
    public mutating func ended(
        _ automation: String, startedAt started: Instant, retry: Bool = false, now: Instant
    ) {
        running.remove(automation)
        change(automation) {
            $0.isRunning = false
            $0.last = started
            $0.retryAt = retry ? now.advanced(bySeconds: Self.retrySeconds) : nil
        }
    }

    /// When ``starts(now:)`` has something to give if nothing ends before; `nil`: never.
    public func nextDue(now: Instant) -> Instant? {
        entries.filter { !$0.isRunning }.map { entry in
            let due = entry.schedule.due(after: entry.last, now: now).at
            return min(due, entry.retryAt ?? due)
        }.min()
    }

    private mutating func change(_ automation: String, _ body: (inout Entry) -> Void) {
        guard let index = entries.firstIndex(where: { $0.automation == automation }) else { return }
        body(&entries[index])
    }
}

extension Scheduler.Entry {
    /// Brings back to the present what a clock that was put back has left in the future.
    fileprivate mutating func pullIn(now: Instant) {
        if let last, last > now { self.last = now }
        if let retryAt {
            self.retryAt = min(retryAt, now.advanced(bySeconds: Scheduler.retrySeconds))
        }
    }
}
