internal import GRDB
internal import HealthModel

/// One check of the promises against what is stored (E14, E22, E23).
struct Verification {
    private static let rowsPerLook = 200

    private let outbox: SQLiteOutbox
    private let options: VerifyOptions
    private var report = VerifyReport(messages: 0, bodies: 0, blobs: 0, problems: [])

    init(_ outbox: SQLiteOutbox, _ options: VerifyOptions) {
        (self.outbox, self.options) = (outbox, options)
    }

    mutating func run() throws -> VerifyReport {
        do {
            if options.deep { try checkStorage() }
            try checkIdentities()
            try checkReferences()
            try checkBodies()
            try checkCounters()
        } catch let error as OutboxError where error.kind == .damaged {
            try setAside(because: error)
        }
        return report
    }

    /// What cannot be read at all: the ledger as a whole is replaced by what can.
    private mutating func setAside(because error: OutboxError) throws {
        if options.repair, let lock = try SenderLock.take(in: outbox.spool, waitSeconds: 2) {
            throw try withExtendedLifetime(lock) { try outbox.setAside(because: error) }
        }
        add(.storage, error.text)
    }

    private mutating func add(
        _ kind: VerifyReport.Problem.Kind, _ text: String, id: Identifier? = nil,
        repaired: Bool = false
    ) {
        report.problems.append(
            VerifyReport.Problem(id: id, kind: kind, text: text, repaired: repaired))
    }

    private mutating func checkStorage() throws {
        let answers = try outbox.ledger.read { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
        }
        guard answers != ["ok"] else { return }
        throw OutboxError(.damaged, "SQLite: \(answers.prefix(3).joined(separator: "; "))")
    }

    /// Every message and receipt is found by its id; one that is not cannot be settled: the ledger is damaged.
    private func checkIdentities() throws {
        for (table, column) in [("message", "id"), ("receipt", "message_id")] {
            var after: Int64 = 0
            while true {
                let rows = try outbox.ledger.read { db in
                    try db.all(
                        """
                        SELECT s.row, EXISTS (
                            SELECT 1 FROM identity i WHERE i.id = s.\(column) AND i.row = s.row)
                        FROM \(table) s WHERE s.row > ? ORDER BY s.row LIMIT \(Self.rowsPerLook)
                        """, after
                    ) { (number: try $0.get(0) as Int64, isFound: try $0.get(1) as Bool) }
                }
                guard rows.allSatisfy(\.isFound) else {
                    throw OutboxError(
                        .damaged, "Some rows of table \(table) are not found by their ids.")
                }
                guard let last = rows.last else { break }
                after = last.number
            }
        }
    }

    /// Every finished message has a receipt, every live one none; foreign keys hold.
    private mutating func checkReferences() throws {
        let (lost, twice, broken) = try outbox.ledger.read { db in
            (
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT id FROM message m WHERE finished_at IS NOT NULL
                            AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.row = m.row) LIMIT 100
                        """),
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT id FROM message m WHERE \(Schema.live)
                            AND EXISTS (SELECT 1 FROM receipt r WHERE r.row = m.row) LIMIT 100
                        """),
                try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
            )
        }
        for row in lost {
            add(.reference, "A finished message has no receipt.", id: try Blob.identifier(row, 0))
        }
        for row in twice {
            add(
                .reference, "A message that is not finished has a receipt.",
                id: try Blob.identifier(row, 0))
        }
        if broken > 0 { add(.reference, "\(broken) rows refer to rows that are not there.") }
    }

    private mutating func checkBodies() throws {
        var after: Int64 = 0
        while true {
            let rows = try outbox.ledger.read { db in
                try db.all(
                    MessageRow.select
                        + " WHERE m.row > ? AND m.\(Schema.live) ORDER BY m.row LIMIT \(Self.rowsPerLook)",
                    after
                ) { try MessageRow($0) }
            }
            for row in rows { try check(row) }
            guard let last = rows.last else { return }
            after = last.row
        }
    }

    private mutating func check(_ row: MessageRow) throws {
        report.messages += 1
        if row.machine.state == .corrupt {
            try checkSetAside(row)
            return
        }
        report.bodies += 1
        if row.bodyPlace == .blob { report.blobs += 1 }
        guard let body = try outbox.storedBody(of: row.id) else {
            try setAside(row, .missing, "The stored body is not there.")
            return
        }
        let fits =
            options.deep
            ? try BodyDigest.matches(body, length: row.bodyLength, digest: row.bodyDigest)
            : body.length == row.bodyLength
        if !fits { try setAside(row, .digest, "The stored body is not what was enqueued.") }
    }

    /// E14, unless a sender has it in hand: it checks by itself before it sends.
    private mutating func setAside(
        _ row: MessageRow, _ kind: VerifyReport.Problem.Kind, _ text: String
    ) throws {
        guard options.repair else { return add(kind, text, id: row.id) }
        let isSetAside = try outbox.write { batch in
            guard var current = try MessageTable.fetch(row.id, batch.db),
                current.isLive, current.machine.state != .inflight,
                current.machine.state != .corrupt
            else { return false }
            try batch.apply(.damaged, to: &current)
            return true
        }
        let repaired = isSetAside ? try repair(row) : false
        add(kind, text, id: row.id, repaired: repaired)
    }

    private mutating func checkSetAside(_ row: MessageRow) throws {
        let repaired = options.repair ? try repair(row) : false
        add(
            .digest, "The message was set aside because its body is damaged.", id: row.id,
            repaired: repaired)
    }

    /// Renders the range again: the same bytes mend the message (E22), others replace it (E23).
    private func repair(_ row: MessageRow) throws -> Bool {
        guard let renderer = options.renderer else { return false }
        let name = Pieces.name(row, 1)
        let content = try outbox.content(of: row)
        guard
            let piece = try renderer.render(
                content, name: name, stage: { try outbox.stage() })
        else { return false }
        return try outbox.write { batch in
            guard var current = try MessageTable.fetch(row.id, batch.db),
                current.machine.state == .corrupt
            else { return false }
            if piece.body.digest == row.bodyDigest {
                try batch.restore(piece.body, to: &current)
                try batch.apply(.repaired(due: batch.now), to: &current)
            } else {
                try batch.apply(.replaced, to: &current, pieces: [(name, piece)])
            }
            return true
        }
    }

    private mutating func checkCounters() throws {
        // A dry look: stored and actual sums in one snapshot.
        let wrong = try outbox.ledger.read { db in
            let sums = try Counters.actual(db)
            return try LaneRow.all(db).filter { row in
                let sum = sums[row.name] ?? Counters.Sum()
                return sum.messages != row.liveMessages || sum.bytes != row.liveBytes
            }.map(\.name)
        }
        guard !wrong.isEmpty else { return }
        if options.repair { _ = try outbox.write { try Counters.recompute($0) } }
        for name in wrong {
            add(
                .counter, "The counters of lane \(name) differ from what lies in it.",
                repaired: options.repair)
        }
    }
}
