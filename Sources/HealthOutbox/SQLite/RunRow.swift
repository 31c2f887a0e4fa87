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
        guard let id = Identifier(row["id"] as String), let kind = RunKind(rawValue: row["kind"])
        else {
            throw OutboxError(
                .damaged, "A run of the outbox cannot be read; run hae outbox verify --repair.")
        }
        (ordinal, self.id, self.kind) = (row["ordinal"], id, kind)
        (automation, automationName) = (row["automation"], row["automation_name"])
        (storeID, generation) = (row["store_id"], row["generation"])
        (from, to) = (row["range_from"], row["range_to"])
        configDigest = Blob.bytes(row, named: "config_digest") ?? []
        bodyLimit = row["body_limit"]
        // A reader may look at the file of an older program.
        noEncoding = row["no_encoding"] ?? false
        cursor = Blob.bytes(row, named: "cursor")
        nextPart = row["next_part"]
        startedAt = Moment(milliseconds: row["started_at"])
        endedAt = (row["ended_at"] as Int64?).map { Moment(milliseconds: $0) }
        (ending, owner, error) = (row["ending"], row["owner"], row["error"])
        counts = JSONColumn.read([String: Int64].self, row["counts"]) ?? [:]
        (requests, unfinished, dead) = (row["requests"], row["unfinished"], row["dead"])
        (delivered, discarded) = (row["delivered"], row["discarded"])
        (records, bytes) = (row["records"], row["bytes"])
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
