internal import GRDB
internal import HealthModel

/// A row of `message`, without its body.
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
    var method: String
    var contentType: String
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
    /// JSON; see ``HeaderText``.
    var headerText: String
    /// Of the run, for the wire and for people.
    var runID: Identifier
    var automationName: String

    var isLive: Bool { !machine.state.isFinished }

    static let columns = """
        m.row, m.id, m.automation, m.run, m.part, m.seq, m.lane, m.stream, m.state, m.version, \
        m.method, m.content_type, m.content_encoding, m.body_len, m.body_sha256, m.body_at, m.records, \
        m.range_from, m.range_to, m.template_version, m.created_at, m.due_at, m.due_by, m.expires_at, \
        m.attempts, m.tries, m.unfinished, m.maybe_delivered, m.lease_epoch, m.wish, m.reason, \
        m.parent_id, m.tally, m.last_at, m.last_status, m.last_curl, m.last_class, m.last_retry_after, \
        m.last_error, m.headers, r.id, r.automation_name, m.life
        """

    static let select = "SELECT \(columns) FROM message m JOIN run r ON r.ordinal = m.run"

    /// - Throws: ``OutboxError`` of damage when a value is not what this program writes.
    init(_ row: Row) throws {
        func damaged(_ column: String) -> OutboxError {
            OutboxError(
                .damaged,
                "A row of the outbox has an impossible \(column); run hae outbox verify --repair.")
        }
        guard let id = Identifier(row[1] as String), let runID = Identifier(row[40] as String)
        else {
            throw damaged("id")
        }
        guard let state = MessageState(rawValue: row[8]) else { throw damaged("state") }
        guard let place = BodyPlace(rawValue: row[15]) else { throw damaged("body_at") }
        self.row = row[0]
        self.id = id
        (automation, run, part, seq) = (row[2], row[3], row[4], row[5])
        (lane, stream, version) = (row[6], row[7], row[9])
        machine = MessageMachine(
            state: state, attempts: row[24], unfinished: row[26], maybeDelivered: row[27],
            wish: (row[29] as String?).flatMap { MessageMachine.Wish(rawValue: $0) },
            reason: row[30], dueAt: Moment(milliseconds: row[21]),
            dueBy: MessageMachine.DueBy(rawValue: row[22]) ?? .backoff, epoch: row[28])
        (method, contentType, contentEncoding) = (row[10], row[11], row[12])
        bodyLength = row[13]
        bodyDigest = Blob.bytes(row, 14) ?? []
        bodyPlace = place
        (records, from, to, templateVersion) = (row[16], row[17], row[18], row[19])
        createdAt = Moment(milliseconds: row[20])
        expiresAt = (row[23] as Int64?).map { Moment(milliseconds: $0) }
        tries = row[25]
        parent = (row[31] as String?).flatMap { Identifier($0) }
        tally = (row[32] as String?).flatMap { JSONColumn.read(Tally.self, $0) } ?? Tally()
        last = Self.last(row)
        headerText = row[39]
        self.runID = runID
        automationName = row[41]
        life = row[42]
    }

    private static func last(_ row: Row) -> MessageSummary.Last? {
        guard let at = row[33] as Int64?,
            let fate = (row[36] as String?).flatMap({ Verdict.Fate(rawValue: $0) })
        else { return nil }
        return MessageSummary.Last(
            at: Moment(milliseconds: at), status: row[34], curlCode: row[35], fate: fate,
            retryAfter: row[37], summary: row[38] ?? "")
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

    func headers() throws -> [HeaderField] {
        guard let headers = HeaderText.read(headerText) else {
            throw OutboxError(
                .damaged,
                "The headers of message \(id) cannot be read; run hae outbox verify --repair.")
        }
        return headers
    }

    func content() throws -> MessageContent {
        MessageContent(
            id: id, automation: automation, automationName: automationName, run: runID, part: part,
            headers: try headers(), contentType: contentType, contentEncoding: contentEncoding,
            records: records, bodyLength: bodyLength,
            from: from.map { Moment(milliseconds: $0).instant },
            to: to.map { Moment(milliseconds: $0).instant })
    }
}
