internal import GRDB
internal import HealthModel

extension SQLiteOutbox {
    public func change(
        _ selection: MessageSelection, _ action: OperatorAction, actor: String, dryRun: Bool
    ) throws -> ChangeReport {
        var report = ChangeReport()
        if let ids = selection.ids {
            for start in stride(from: 0, to: ids.count, by: Self.chunk) {
                var part = selection
                part.ids = Array(ids[start..<min(start + Self.chunk, ids.count)])
                part.states =
                    selection.states.isEmpty ? Set(MessageState.allCases) : selection.states
                try change(part, action, actor: actor, dryRun: dryRun, &report)
            }
        } else {
            if selection.meansLanes {
                try changeLanes(selection, action, actor: actor, dryRun: dryRun, &report)
            }
            try change(selection, action, actor: actor, dryRun: dryRun, &report)
        }
        return report
    }

    /// Walks the selection page by page, each page one transaction.
    private func change(
        _ selection: MessageSelection, _ action: OperatorAction, actor: String, dryRun: Bool,
        _ report: inout ChangeReport
    ) throws {
        var mark: PageMark?
        var found: Set<Identifier> = []
        repeat {
            let now = clock()
            var condition = SelectionSQL(selection, now: now)
            condition.start(after: mark)
            let (sql, values) = condition.query(limit: Self.chunk)
            func work(_ batch: Batch) throws -> PageMark? {
                let rows = try batch.db.all(sql, values: values) { try MessageRow($0) }
                let before = report.changed
                for row in rows {
                    found.insert(row.id)
                    report.matched += 1
                    try self.change(row, action, dryRun: dryRun, batch, &report)
                }
                if !dryRun, report.changed > before {
                    try batch.note(
                        actor: actor, action: action.name, target: selection.text,
                        detail: ["messages": "\(report.changed - before)"])
                }
                return rows.count < Self.chunk
                    ? nil
                    : rows.last.map { PageMark(createdAt: $0.createdAt, seq: $0.seq, row: $0.row) }
            }
            if dryRun {
                mark = try ledger.read { try work(Batch($0, spool: spool, now: now)) }
            } else {
                mark = try writeWithReserve(at: now, holdsLock: false, work)
            }
        } while mark != nil
        for id in selection.ids ?? [] where !found.contains(id) {
            let isFinished = try receipt(of: id) != nil
            report.skip(id, isFinished ? .finished : .unknown)
            if isFinished { report.matched += 1 }
        }
    }

    private func change(
        _ row: MessageRow, _ action: OperatorAction, dryRun: Bool, _ batch: Batch,
        _ report: inout ChangeReport
    ) throws {
        let decision = try OperatorRules(now: batch.now).decide(action, row.machine) {
            try Overtaken.check(row, batch.db)
        }
        switch decision {
        case .skip(let reason):
            report.skip(row.id, reason)
        case .leave:
            break
        case .apply(let event):
            report.changed += 1
            guard !dryRun else { return }
            var row = row
            try batch.apply(event, to: &row)
        }
    }

    /// `hold` and `release` by automation, lane or everything act on the lanes as well; so does `flush`.
    private func changeLanes(
        _ selection: MessageSelection, _ action: OperatorAction, actor: String, dryRun: Bool,
        _ report: inout ChangeReport
    ) throws {
        switch action {
        case .retry, .cancel: return
        case .hold, .release, .flush: break
        }
        func work(_ batch: Batch) throws {
            for name in try self.laneNames(selection, batch.db) {
                var row = try batch.lane(name)
                let before = row.lane
                OperatorRules(now: batch.now).act(action, on: &row.lane)
                guard row.lane != before else { continue }
                report.lanes += 1
                guard !dryRun else { continue }
                batch.change(row)
                var random = self.random
                try LaneChanges(batch).follow(before, named: name, actor: actor, random: &random)
            }
        }
        if dryRun {
            try ledger.read { try work(Batch($0, spool: spool, now: clock())) }
        } else {
            try write { try work($0) }
        }
    }

    private func laneNames(_ selection: MessageSelection, _ db: Database) throws -> [String] {
        if let lane = selection.lane { return [lane] }
        if let automation = selection.automation {
            let known = (policies ?? [:]).values
                .first { $0.automation == automation || $0.name == automation }
            if let known { return [known.lane] }
            return try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT m.lane FROM message m JOIN run r ON r.ordinal = m.run
                    WHERE m.\(Schema.live) AND (m.automation = ? OR r.automation_name = ?) ORDER BY 1
                    """, arguments: [automation, automation])
        }
        return try LaneRow.all(db).map(\.name)
    }
}

extension ChangeReport {
    mutating func skip(_ id: Identifier, _ reason: Skipped.Reason) {
        skippedCount += 1
        if skipped.count < Self.skippedMax { skipped.append(Skipped(id: id, reason: reason)) }
    }
}

extension MessageSelection {
    /// For the audit: what a person selected.
    var text: String {
        if let ids { return ids.count == 1 ? ids[0].text : "\(ids.count) ids" }
        if let automation { return "automation \(automation)" }
        if let lane { return "lane \(lane)" }
        if let run { return "run \(run.text)" }
        return meansLanes ? "all" : "filter"
    }
}
