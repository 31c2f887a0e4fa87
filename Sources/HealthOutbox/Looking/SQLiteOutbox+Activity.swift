internal import GRDB

extension SQLiteOutbox {
    public func activity(_ selection: ActivitySelection) throws -> [ActivityLine] {
        let limit = min(max(1, selection.limit), Self.pageMax)
        return try ledger.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT at, actor, action, target, detail FROM activity
                        WHERE at >= ? AND at < ? AND (?3 IS NULL OR target = ?3)
                        ORDER BY at DESC, id DESC LIMIT ?
                        """),
                arguments: [
                    selection.since?.milliseconds ?? .min, selection.before?.milliseconds ?? .max,
                    selection.target, limit,
                ]
            ).map { row in
                ActivityLine(
                    at: Moment(milliseconds: try row.get(0)), actor: try row.get(1),
                    action: try row.get(2), target: try row.get(3),
                    detail: JSONColumn.read([String: String].self, try row.get(4)) ?? [:])
            }
        }
    }
}
