internal import HealthModel

/// A row of `message`: all but what ``RequestRow`` has.
struct MessageRow: Sendable {
    enum BodyPlace: String, Sendable {
        case row, blob, gone
    }

    var row: Int64
    var id: Identifier
    var automation: String
    /// The run's ordinal.
    var run: Int64
    var part: String
    var seq: Int64
    var lane: String
    var stream: String?
    var machine: MessageMachine
    var version: Int64
    var contentEncoding: String?
    var bodyLength: Int64
    var bodyDigest: [UInt8]
    var bodyPlace: BodyPlace
    var records: Int
    var from: Int64?
    var to: Int64?
    var templateVersion: Int
    var createdAt: Moment
    var expiresAt: Moment?
    /// Milliseconds.
    var life: Int64?
    /// How often it was claimed.
    var tries: Int
    var parent: Identifier?
    var tally: Tally
    var last: MessageSummary.Last?
    /// Of the run, for the wire and for people.
    var runID: Identifier
    var automationName: String

    var isLive: Bool { !machine.state.isFinished }

    static let columns = """
        m.row, m.id, m.automation, m.run, m.part, m.seq, m.lane, m.stream, m.state, m.version, \
        m.content_encoding, m.body_len, m.body_sha256, m.body_at, m.records, m.range_from, m.range_to, \
        m.template_version, m.created_at, m.due_at, m.due_by, m.expires_at, m.attempts, m.tries, \
        m.unfinished, m.maybe_delivered, m.lease_epoch, m.wish, m.reason, m.parent_id, m.tally, \
        m.last_at, m.last_status, m.last_curl, m.last_class, m.last_retry_after, m.last_error, m.life, \
        r.id, r.automation_name
        """

    static let select = "SELECT \(columns) FROM message m JOIN run r ON r.ordinal = m.run"

    /// As ``select``, in the order of lists.
    static let selectByAge = """
        SELECT \(columns) FROM message m INDEXED BY message_live_age CROSS JOIN run r ON r.ordinal = m.run
        """

    /// - Throws: ``OutboxError`` of damage when a value is not what this program writes.
    init(_ row: Columns) throws {
        func damaged(_ column: String) -> OutboxError {
            OutboxError(
                .damaged,
                "A row of the outbox has an impossible \(column); run hae outbox verify --repair.")
        }
        guard let runID = Identifier(try row.get(38) as String) else { throw damaged("run") }
        guard let state = MessageState(rawValue: try row.get(8)) else { throw damaged("state") }
        guard let place = BodyPlace(rawValue: try row.get(13)) else { throw damaged("body_at") }
        self.row = try row.get(0)
        id = try row.get(1)
        (automation, run, part, seq) = (
            try row.get(2), try row.get(3), try row.get(4), try row.get(5)
        )
        (lane, stream, version) = (try row.get(6), try row.get(7), try row.get(9))
        machine = MessageMachine(
            state: state, attempts: try row.get(22), unfinished: try row.get(24),
            maybeDelivered: try row.get(25),
            wish: (try row.get(27) as String?).flatMap { MessageMachine.Wish(rawValue: $0) },
            reason: try row.get(28), dueAt: try row.get(19),
            dueBy: MessageMachine.DueBy(rawValue: try row.get(20)) ?? .backoff,
            epoch: try row.get(26))
        contentEncoding = try row.get(10)
        bodyLength = try row.get(11)
        bodyDigest = try row.get(12)
        bodyPlace = place
        (records, from, to, templateVersion) = (
            try row.get(14), try row.get(15), try row.get(16), try row.get(17)
        )
        (createdAt, expiresAt) = (try row.get(18), try row.get(21))
        tries = try row.get(23)
        parent = try row.get(29)
        tally = (try row.get(30) as String?).flatMap { JSONColumn.read(Tally.self, $0) } ?? Tally()
        last = try Self.last(row)
        life = try row.get(37)
        self.runID = runID
        automationName = try row.get(39)
    }

    private static func last(_ row: Columns) throws -> MessageSummary.Last? {
        guard let at = try row.get(31) as Moment?,
            let fate = (try row.get(34) as String?).flatMap({ Verdict.Fate(rawValue: $0) })
        else { return nil }
        return MessageSummary.Last(
            at: at, status: try row.get(32), curlCode: try row.get(33),
            fate: fate, retryAfter: try row.get(35), summary: try row.get(36) ?? "")
    }

    var summary: MessageSummary {
        MessageSummary(
            id: id, state: machine.state, automation: automation, automationName: automationName,
            run: runID, part: part, seq: seq, lane: lane, stream: stream, bytes: bodyLength,
            records: records, attempts: machine.attempts, createdAt: createdAt,
            dueAt: machine.state == .ready ? machine.dueAt : nil, expiresAt: expiresAt,
            maybeDelivered: machine.maybeDelivered, reason: machine.reason, parent: parent,
            last: last)
    }
}
