internal import GRDB
internal import HealthModel

/// A row of `run`.
struct RunRow: Sendable {
    var ordinal: Int64
    var id: Identifier
    var automation: String
    var automationName: String
    var kind: RunKind
    var storeID: String
    var generation: Int64
    var from: Int64?
    var to: Int64?
    var configDigest: [UInt8]
    var bodyLimit: Int64?
    var noEncoding: Bool
    var cursor: [UInt8]?
    var nextPart: Int
    var startedAt: Moment
    var endedAt: Moment?
    var ending: String?
    var owner: String
    var counts: [String: Int64]
    var error: String?
    var requests: Int
    var unfinished: Int
    var dead: Int
    var delivered: Int
    var discarded: Int
    var records: Int64
    var bytes: Int64

    init(_ row: Row) throws {
        guard let id = Identifier(try row.get("id") as String),
            let kind = RunKind(rawValue: try row.get("kind"))
        else {
            throw OutboxError(
                .damaged, "A run of the outbox cannot be read; run hae outbox verify --repair.")
        }
        (ordinal, self.id, self.kind) = (try row.get("ordinal"), id, kind)
        (automation, automationName) = (try row.get("automation"), try row.get("automation_name"))
        (storeID, generation) = (try row.get("store_id"), try row.get("generation"))
        (from, to) = (try row.get("range_from"), try row.get("range_to"))
        configDigest = try Blob.bytes(row, named: "config_digest") ?? []
        bodyLimit = try row.get("body_limit")
        // A reader may look at the file of an older program.
        noEncoding = try row.hasColumn("no_encoding") ? row.get("no_encoding") : false
        cursor = try Blob.bytes(row, named: "cursor")
        nextPart = try row.get("next_part")
        startedAt = Moment(milliseconds: try row.get("started_at"))
        endedAt = (try row.get("ended_at") as Int64?).map { Moment(milliseconds: $0) }
        (ending, owner, error) = (try row.get("ending"), try row.get("owner"), try row.get("error"))
        counts = JSONColumn.read([String: Int64].self, try row.get("counts")) ?? [:]
        (requests, unfinished, dead) = (
            try row.get("requests"), try row.get("unfinished"), try row.get("dead")
        )
        (delivered, discarded) = (try row.get("delivered"), try row.get("discarded"))
        (records, bytes) = (try row.get("records"), try row.get("bytes"))
    }

    /// Derived from how the run ended and what became of its messages.
    var state: RunState {
        if endedAt == nil { return ProcessStamp.isAlive(owner) ? .running : .interrupted }
        if ending == "failed" || dead > 0 { return .failed }
        if unfinished > 0 { return .queued }
        if ending == "closed" { return .closed }
        return requests == 0 ? .empty : .delivered
    }

    var run: Run {
        Run(
            id: id, automation: automation, automationName: automationName, kind: kind,
            storeID: storeID, generation: generation,
            from: from.map { Moment(milliseconds: $0).instant },
            to: to.map { Moment(milliseconds: $0).instant }, configDigest: configDigest,
            bodyLimit: bodyLimit, noEncoding: noEncoding, cursor: cursor, nextPart: nextPart,
            startedAt: startedAt,
            endedAt: endedAt, state: state, counts: counts, error: error, requests: requests,
            delivered: delivered, discarded: discarded, dead: dead, unfinished: unfinished,
            records: records, bytes: bytes)
    }
}
