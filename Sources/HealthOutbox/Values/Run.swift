public import HealthModel

/// Why a run was started.
public enum RunKind: String, Sendable, CaseIterable {
    case scheduled
    /// By a person, with dates; never touches checkpoints.
    case manual
    /// A since-last-sync run outside its cadence.
    case catchUp = "catch_up"
}

/// How a run ends, apart from what becomes of its messages.
public enum RunEnding: Sendable, Equatable {
    /// All that there was has been enqueued.
    case complete
    /// Given up because its configuration or store no longer fits; the next run starts from the checkpoints.
    case closed
    /// A sentence for people.
    case failed(String)
}

/// What people see of a run; the end is derived from its messages. Source: "Runs" of the design.
public enum RunState: String, Sendable, CaseIterable {
    /// Its process lives.
    case running
    /// Its process is gone; the next run of the automation finishes it.
    case interrupted
    case closed
    case delivered
    /// Something is still ready, in flight, held or set aside.
    case queued
    /// An error ended it, or one of its messages is dead.
    case failed
    /// It had nothing to send.
    case empty
}

/// What a run is when it begins.
public struct NewRun: Sendable {
    /// `nil`: the outbox draws one.
    public var id: Identifier?
    /// The automation's id, upper case as on the wire.
    public var automation: String
    /// For display only.
    public var automationName: String
    public var kind: RunKind
    /// Which store the generation belongs to.
    public var storeID: String
    /// The pinned generation.
    public var generation: Int64
    /// The range asked for, half-open; absent for since-last-sync.
    public var from: Instant?
    public var to: Instant?
    /// Of the options that shape bodies: no header, no secret.
    public var configDigest: [UInt8]

    public init(
        id: Identifier? = nil, automation: String, automationName: String, kind: RunKind,
        storeID: String, generation: Int64, from: Instant? = nil, to: Instant? = nil,
        configDigest: [UInt8]
    ) {
        (self.id, self.automation, self.automationName, self.kind) = (
            id, automation, automationName, kind
        )
        (self.storeID, self.generation, self.from, self.to) = (storeID, generation, from, to)
        self.configDigest = configDigest
    }
}

/// A run as it is stored.
public struct Run: Sendable, Equatable {
    public var id: Identifier
    public var automation: String
    public var automationName: String
    public var kind: RunKind
    public var storeID: String
    public var generation: Int64
    public var from: Instant?
    public var to: Instant?
    public var configDigest: [UInt8]
    /// The largest body the lane is known to take, learned from 413 and fixed when the run began; `nil`: no limit.
    public var bodyLimit: Int64?
    /// The receiver refused a content coding (415) before the run began: its bodies are not to be compressed.
    public var noEncoding: Bool
    /// Where the provider goes on; `nil` at the beginning.
    public var cursor: [UInt8]?
    public var nextPart: Int
    public var startedAt: Moment
    public var endedAt: Moment?
    public var state: RunState
    /// The pipeline's counters.
    public var counts: [String: Int64]
    public var error: String?
    /// Messages made, those that a split added included.
    public var requests: Int
    public var delivered: Int
    /// Messages that ended without delivery: cancelled.
    public var discarded: Int
    public var dead: Int
    /// Messages that are not finished, dead ones included.
    public var unfinished: Int
    public var records: Int64
    public var bytes: Int64
}

/// A line of the activity log.
public struct RunEvent: Sendable, Equatable {
    public enum Level: String, Sendable, CaseIterable {
        case info, warning, error
    }

    public var at: Moment
    public var level: Level
    /// One sentence; never a sample value or a secret.
    public var text: String
    /// Facts for programs, by name.
    public var data: [String: String]

    public init(at: Moment, level: Level, text: String, data: [String: String] = [:]) {
        (self.at, self.level, self.text, self.data) = (at, level, text, data)
    }
}

/// Which runs to list.
public struct RunSelection: Sendable {
    public var automation: String?
    public var id: Identifier?
    /// Runs that began before this one; the last of the page before.
    public var before: Identifier?
    public var limit: Int
    /// With their events, at most ``eventsMax`` each.
    public var withEvents: Bool
    public var eventsMax: Int

    public init(
        automation: String? = nil, id: Identifier? = nil, before: Identifier? = nil,
        limit: Int = 50, withEvents: Bool = true, eventsMax: Int = 1000
    ) {
        (self.automation, self.id, self.before, self.limit) = (automation, id, before, limit)
        (self.withEvents, self.eventsMax) = (withEvents, eventsMax)
    }
}

/// A run with its events, oldest event first.
public struct RunReport: Sendable, Equatable {
    public var run: Run
    public var events: [RunEvent]
}
