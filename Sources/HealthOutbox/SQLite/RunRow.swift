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
    /// JSON.
    private var countsText: String
    var error: String?
    var requests: Int
    var unfinished: Int
    var dead: Int
    var delivered: Int
    var discarded: Int
    var records: Int64
    var bytes: Int64

    /// In the order of ``init(_:)``; by place, because a look by name costs as much as the rest of an enqueue.
    static let columns = """
        ordinal, id, automation, automation_name, kind, store_id, generation, range_from, range_to, \
        config_digest, body_limit, no_encoding, cursor, next_part, started_at, ended_at, ending, owner, \
        counts, error, requests, unfinished, dead, delivered, discarded, records, bytes
        """

    init(_ row: Columns) throws {
        guard let id = Identifier(try row.get(1) as String),
            let kind = RunKind(rawValue: try row.get(4))
        else {
            throw OutboxError(
                .damaged, "A run of the outbox cannot be read; run hae outbox verify --repair.")
        }
        (ordinal, self.id, self.kind) = (try row.get(0), id, kind)
        (automation, automationName) = (try row.get(2), try row.get(3))
        (storeID, generation) = (try row.get(5), try row.get(6))
        (from, to) = (try row.get(7), try row.get(8))
        configDigest = try row.get(9)
        (bodyLimit, noEncoding) = (try row.get(10), try row.get(11))
        (cursor, nextPart) = (try row.get(12), try row.get(13))
        (startedAt, endedAt) = (try row.get(14), try row.get(15))
        (ending, owner, countsText) = (try row.get(16), try row.get(17), try row.get(18))
        error = try row.get(19)
        (requests, unfinished, dead) = (try row.get(20), try row.get(21), try row.get(22))
        (delivered, discarded) = (try row.get(23), try row.get(24))
        (records, bytes) = (try row.get(25), try row.get(26))
    }

    private var counts: [String: Int64] {
        JSONColumn.read([String: Int64].self, countsText) ?? [:]
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
