internal import GRDB
internal import HealthModel

extension SQLiteOutbox {
    /// The shortest prefix that stands for an id.
    static let prefixMin = 4
    static let pageMax = 10_000

    public func resolve(_ prefix: String) throws -> Identifier {
        if let id = Identifier(prefix) { return id }
        guard prefix.utf8.count >= Self.prefixMin,
            let range = Identifier.all(beginningWith: prefix)
        else {
            throw OutboxError(
                .unknown,
                "\"\(prefix)\" is not a message id; give at least \(Self.prefixMin) of its characters."
            )
        }
        let found = try ledger.read { db in
            try db.all(
                "SELECT id FROM identity WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 3",
                range.lowerBound, range.upperBound
            ) { try $0.get(0) as Identifier }
        }
        guard let id = found.first else {
            throw OutboxError(.unknown, "No message has an id that begins with \(prefix).")
        }
        guard found.count == 1 else {
            let some = found.prefix(3).map { String($0.text.prefix(13)) }.joined(separator: ", ")
            throw OutboxError(
                .ambiguous,
                "More than one message id begins with \(prefix): \(some). Give more characters.")
        }
        return id
    }

    public func page(
        _ selection: MessageSelection, after mark: PageMark?, limit: Int
    ) throws -> MessagePage {
        let limit = min(max(1, limit), Self.pageMax)
        var condition = SelectionSQL(selection, now: clock())
        condition.start(after: mark)
        let (sql, values) = condition.query(limit: limit + 1)
        let rows = try ledger.read { db in
            try db.all(sql, values: values) { try MessageRow($0) }
        }
        let last = rows.count > limit ? rows[limit - 1] : nil
        return MessagePage(
            messages: rows.prefix(limit).map(\.summary),
            next: last.map { PageMark(createdAt: $0.createdAt, seq: $0.seq, row: $0.row) })
    }

    public func attempts(of id: Identifier) throws -> [AttemptRecord] {
        try ledger.read { try AttemptTable.all(id, $0) }
    }

    public func receipt(of id: Identifier) throws -> Receipt? {
        try ledger.read { try ReceiptTable.fetch(id, $0) }
    }

    public func receipts(_ selection: ReceiptSelection) throws -> ReceiptPage {
        var conditions: [String] = []
        var values: [any SQLValue] = []
        func add(_ condition: String, _ added: any SQLValue...) {
            conditions.append(condition)
            values += added
        }
        if let since = selection.since { add("at >= ?", since) }
        if let automation = selection.automation { add("automation = ?", automation) }
        if let run = selection.run { add("run = ?", run.text) }
        if !selection.outcomes.isEmpty {
            let names = selection.outcomes.map { "'\($0.rawValue)'" }.sorted()
            conditions.append("outcome IN (\(names.joined(separator: ", ")))")
        }
        if let mark = selection.after { add("(at, row) > (?, ?)", mark.createdAt, mark.row) }
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let limit = min(max(1, selection.limit), Self.pageMax)
        return try ledger.read { db in
            let rows = try db.all(
                "SELECT \(ReceiptTable.columns), row FROM receipt \(filter) ORDER BY at, row LIMIT \(limit + 1)",
                values: values
            ) { (receipt: try ReceiptTable.receipt($0), row: try $0.get(20) as Int64) }
            let shown = rows.prefix(limit)
            let next = rows.count > limit ? shown.last : nil
            return ReceiptPage(
                receipts: shown.map(\.receipt),
                next: next.map {
                    PageMark(createdAt: $0.receipt.at, seq: $0.receipt.seq, row: $0.row)
                })
        }
    }

    public func detail(of id: Identifier) throws -> MessageDetail? {
        try ledger.read { db in
            guard let row = try MessageTable.fetch(id, db) else { return nil }
            let request = try RequestRow.fetch(row, db)
            let lane = try LaneRow.load(row.lane, db)
            let policy = policy(of: row.automation, name: row.automationName)
            let blocker = row.machine.state == .ready ? try Blocker.of(row, policy, db) : nil
            return MessageDetail(
                summary: row.summary, method: request.method, headers: request.headers,
                contentType: request.contentType, contentEncoding: row.contentEncoding,
                bodyDigest: row.bodyDigest, hasBody: row.bodyPlace != .gone,
                from: row.from.map { Moment(milliseconds: $0).instant },
                to: row.to.map { Moment(milliseconds: $0).instant },
                wish: row.machine.wish?.rawValue, laneState: lane.lane.state,
                laneReason: lane.lane.reason, laneResumesAt: lane.lane.resumeAt,
                laneLastOK: lane.lane.lastOK,
                laneWaiting: try LaneCensus.byLane(now: clock(), db)[row.lane]?.ready ?? 0,
                waitsFor: blocker?.summary,
                isOvertaken: row.isLive ? try Overtaken.check(row, db) : false,
                receipt: try ReceiptTable.fetch(id, db))
        }
    }
}
