import GRDB
import HealthModel
import Synchronization
import Testing

@testable import HealthOutbox

/// No query of the command line or the sender reads a whole table.
struct QueryPlanTests {
    @Test func `every statement finds its rows by an index`() throws {
        let spool = try TestSpool()
        let seen = Mutex<Set<String>>([])
        let outbox = try SQLiteOutbox.open(
            spool: spool.path, access: .readWrite, limits: spool.limits,
            clock: { [clock = spool.clock] in clock.now }, seed: 1,
            trace: { sql in seen.withLock { _ = $0.insert(sql) } })
        try workOn(outbox, spool)
        try outbox.close()
        let statements = seen.withLock { $0 }.filter { sql in
            ["SELECT", "UPDATE", "DELETE", "INSERT", "WITH"].contains { sql.hasPrefix($0) }
                && !sql.contains("sqlite_") && !sql.contains("pragma")
        }
        #expect(statements.count > 50)
        try spool.outbox.ledger.read { db in
            for sql in statements {
                let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
                statement.setUncheckedArguments(StatementArguments())
                for row in try Row.fetchAll(statement) {
                    let step: String = row["detail"]
                    let scans = ["message", "m", "receipt", "attempt", "request", "event"].contains
                    {
                        step == "SCAN \($0)"
                    }
                    #expect(!scans, "\(step): \(sql)")
                }
            }
        }
    }

    /// G7: what a list shows is read in its order, not sorted: it costs the same with a million messages.
    @Test func `a list of what is live is read in its order`() throws {
        let spool = try TestSpool()
        var marked = SelectionSQL(.all, now: spool.clock.now)
        marked.start(after: PageMark(createdAt: spool.clock.now, seq: 1, row: 1))
        let lists = [
            SelectionSQL(.all, now: spool.clock.now), marked,
            SelectionSQL(MessageSelection(states: [.ready, .held]), now: spool.clock.now),
            SelectionSQL(MessageSelection(lane: "a", dueOnly: true), now: spool.clock.now),
        ]
        try spool.outbox.ledger.read { db in
            for list in lists {
                let (sql, values) = list.query(limit: 51)
                let steps: [String] = try db.all("EXPLAIN QUERY PLAN " + sql, values: values) {
                    try $0.get(3)
                }
                #expect(steps.contains { $0.contains("message_live_age") }, "\(steps)")
                #expect(!steps.contains { $0.contains("TEMP B-TREE") }, "\(steps)")
            }
        }
    }

    /// Everything once.
    private func workOn(_ outbox: SQLiteOutbox, _ spool: TestSpool) throws {
        let policies = [
            AutomationPolicy.test(lane: "a"),
            .test(TestSpool.other, lane: "b", order: .stream, lifeSeconds: 10_000),
            .test("33333333-3333-5333-8333-333333333333", lane: "c", order: .strict),
            .test("44444444-4444-5444-8444-444444444444", lane: "d", order: .none),
        ]
        outbox.configure(policies)
        var made: [Identifier] = []
        for policy in policies { made += try spool.enqueue(4, automation: policy.automation) }
        let now = spool.clock.now
        let sender = try outbox.openSender(
            SenderOptions(divider: HalvingDivider(), waitSeconds: 0, programVersion: "test"))
        let verdicts: [Verdict] = [
            .ok, .answer(400, .permanent), .answer(413, .tooLarge), .answer(503, .throttle),
            .answer(500, .temporary), .curl(26, .corrupt),
        ]
        for round in 0..<12 {
            for claim in try sender.claim(limit: 4, lanes: nil, now: now) {
                _ = try sender.body(of: claim)
                let verdict = verdicts[round % verdicts.count]
                _ = try sender.settle([Outcome(claim, verdict)], now: now)
            }
            _ = try sender.nextDue(lanes: nil, now: now)
        }
        let actions: [OperatorAction] = [
            .hold(reason: nil, force: true), .release(force: false), .flush,
            .retry(at: nil, resetAttempts: true, force: false),
        ]
        for action in actions {
            for selection in [MessageSelection.all, MessageSelection(ids: made)] {
                _ = try outbox.change(selection, action, actor: "t", dryRun: false)
            }
        }
        try look(outbox, made)
        _ = try sender.reconfigure(Array(policies.dropLast()), now: now)
        spool.clock.advance(100 * 86_400)
        try sender.tend(idle: true, now: spool.clock.now)
        _ = try outbox.verify(VerifyOptions(deep: true, repair: true))
        try sender.close(now: spool.clock.now)
    }

    private func look(_ outbox: SQLiteOutbox, _ made: [Identifier]) throws {
        let selections = [
            MessageSelection.all, MessageSelection(automation: TestSpool.automation),
            MessageSelection(lane: "a"), MessageSelection(states: [.held, .dead]),
            MessageSelection(status: .hundreds(4)), MessageSelection(dueOnly: true),
        ]
        for selection in selections { _ = try outbox.page(selection, after: nil, limit: 2) }
        for id in made {
            _ = try outbox.detail(of: id)
            _ = try outbox.attempts(of: id)
            _ = try outbox.resolve(String(id.text.prefix(9)))
        }
        _ = try outbox.stats()
        for key in ShapeKey.allCases { _ = try outbox.shape(by: key) }
        _ = try outbox.receipts(ReceiptSelection())
        _ = try outbox.runs(RunSelection())
        _ = try outbox.unfinishedRun(of: TestSpool.automation)
        _ = try outbox.checkpoints(of: TestSpool.automation)
        _ = try outbox.sentDigests(automation: TestSpool.automation, stream: "s", days: nil)
    }
}
