import GRDB
@testable import HealthStore
import Testing

/// No question that a reader or an import asks walks a whole table.
@Suite struct QueryPlanTests {
    static let statements: [String] = [
        SampleScan.sql(.all), SampleScan.sql(.long), ExistingRows.sameStartSQL,
        ExistingRows.laterSQL, ArrivalCursor.daysSQL,
        DocumentCursor.sql(isTimed: true, since: false),
        DocumentCursor.sql(isTimed: true, since: true),
        DocumentCursor.sql(isTimed: false, since: false),
        DocumentCursor.sql(isTimed: false, since: true), DocumentCursor.seriesSQL,
        StoreSnapshot.newestSQL, StoreSnapshot.heldSQL, StoreSnapshot.backwardSQL,
        StoreSnapshot.forwardSQL, StoreSnapshot.longestSQL, StoreSnapshot.arrivalsSQL,
        StoreSnapshot.documentArrivalsSQL, StoreSnapshot.documentsLeftSQL, StoreSnapshot.seriesSQL,
        HealthStore.lastImportSQL, HealthStore.kindsSQL, HealthStore.rejectsSQL,
        DocumentWriter.findSQL, RejectWriter.findSQL, SnapshotMarker.heldSQL,
    ]

    @Test(arguments: statements) func `it is answered by an index, in order`(sql: String) throws {
        let spool = try TestSpool()
        let store = try spool.open()
        try StoreConnection.reader(store.path).queue.unsafeRead { database in
            // Parameters are not needed to plan; GRDB asks for them all the same.
            let arguments = (1...7).map { number in sql.contains("?\(number)") ? number : 0 }
                .reversed().drop { $0 == 0 }
            let plan = try Row.fetchAll(
                database, sql: "EXPLAIN QUERY PLAN " + sql,
                arguments: StatementArguments(Array(arguments)))
            let steps = plan.map { $0["detail"] as String }
            #expect(!steps.isEmpty)
            // The newest of the imports is the last row of its table.
            let scans = steps.filter { $0.hasPrefix("SCAN") && sql != StoreSnapshot.newestSQL }
            #expect(scans == [])
            // The days of several generations overlap: there are as many as a life has.
            let sorts = steps.filter { $0.contains("TEMP B-TREE") && sql != ArrivalCursor.daysSQL }
            #expect(sorts == [])
        }
    }

    @Test(arguments: [
        (SampleScan.Rows.all, "PRIMARY KEY"), (SampleScan.Rows.long, "INDEX sample_long"),
    ])
    func `a scan goes to its first start and no further than its end`(
        rows: SampleScan.Rows, index: String
    ) throws {
        let spool = try TestSpool()
        let store = try spool.open()
        try StoreConnection.reader(store.path).queue.unsafeRead { database in
            let plan = try Row.fetchAll(
                database, sql: "EXPLAIN QUERY PLAN " + SampleScan.sql(rows),
                arguments: [1, 1, 1])
            let detail = plan.map { $0["detail"] as String }
            #expect(
                detail == [
                    "SEARCH sample USING \(index) (type=? AND start>? AND start<?)"
                ])
        }
    }
}
