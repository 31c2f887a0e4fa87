internal import GRDB
public import HealthModel

extension SQLiteOutbox {
    public func checkpoints(of automation: String) throws -> [String: Checkpoint] {
        try ledger.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT stream, store_id, enqueued_through, delivered_through, updated_at
                    FROM checkpoint WHERE automation = ?
                    """, arguments: [automation])
            var result: [String: Checkpoint] = [:]
            for row in rows {
                result[try row.get(0)] = Checkpoint(
                    storeID: try row.get(1), enqueuedThrough: try Blob.bytes(row, 2) ?? [],
                    deliveredThrough: try Blob.bytes(row, 3),
                    updatedAt: Moment(milliseconds: try row.get(4)))
            }
            return result
        }
    }

    public func sentDigests(
        automation: String, stream: String, days: ClosedRange<CivilDate>?
    ) throws -> [CivilDate: UInt64] {
        try ledger.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT day, digest FROM sent
                    WHERE automation = ? AND stream = ? AND day BETWEEN ? AND ?
                    """)
            let rows = try Row.fetchCursor(
                statement,
                arguments: [
                    automation, stream, days?.lowerBound.dayNumber ?? .min,
                    days?.upperBound.dayNumber ?? .max,
                ])
            var result: [CivilDate: UInt64] = [:]
            while let row = try rows.next() {
                result[CivilDate(dayNumber: try row.get(0))] = UInt64(
                    bitPattern: try row.get(1) as Int64)
            }
            return result
        }
    }

    public func resetAutomation(
        _ automation: String, to point: ResetPoint, sentFrom day: CivilDate?
    ) throws {
        try write { batch in
            let db = batch.db
            switch point {
            case .beginning:
                try db.execute(
                    sql: "DELETE FROM checkpoint WHERE automation = ?", arguments: [automation])
            case .position(let position, let storeID):
                try db.execute(
                    sql: """
                        UPDATE checkpoint SET enqueued_through = ?, store_id = ?, delivered_through = NULL,
                            updated_at = ? WHERE automation = ?
                        """,
                    arguments: [
                        Blob.value(position), storeID, batch.now.milliseconds, automation,
                    ])
            }
            try db.execute(sql: "DELETE FROM passage WHERE automation = ?", arguments: [automation])
            try db.execute(
                sql: "DELETE FROM sent WHERE automation = ? AND day >= ?",
                arguments: [automation, day?.dayNumber ?? .min])
            let open = try db.all(
                "SELECT \(RunRow.columns) FROM run WHERE automation = ? AND ended_at IS NULL",
                automation
            ) { try RunRow($0) }
            for run in open { try RunTable.end(run, as: .closed, batch) }
            try batch.note(
                actor: "user", action: "reset", target: automation,
                detail: ["sent_from": day.map { "\($0.dayNumber)" } ?? "all"])
        }
    }
}
