import Foundation
import HealthModel
import Testing

@testable import HealthOutbox

/// From enqueue to receipt, on real files.
struct DeliveryTests {
    @Test func `a message goes from enqueue to receipt`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(1)
        let sender = try spool.sender()
        let claims = try sender.claim(limit: 8, lanes: nil, now: spool.clock.now)
        let claim = try #require(claims.first)
        #expect(claim.id == ids[0])
        #expect(claim.headers == [HeaderField("automation-name", "My Backend API")])
        #expect(try bytes(sender.body(of: claim)) == Array("body 1".utf8))
        #expect(try spool.state(ids[0]) == .inflight)

        let settled = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
        #expect(settled.map(\.state) == [.delivered])
        let receipt = try #require(try spool.outbox.receipt(of: ids[0]))
        #expect(receipt.outcome == .delivered)
        #expect(receipt.attempts == 1)
        #expect(receipt.status == 200)
        #expect(try spool.outbox.storedBody(of: ids[0]) == nil)
        #expect(try spool.outbox.stats().bytes == 0)
        #expect(try spool.outbox.verify(VerifyOptions(deep: true)).problems == [])
        try sender.close(now: spool.clock.now)
    }

    @Test func `a large body is a file of mode 0400 that goes with its delivery`() throws {
        let spool = try TestSpool()
        let run = try spool.run()
        let text = String(repeating: "x", count: 200_000)
        let message = try spool.message("1", text)
        let folder = SpoolFolder(path: spool.path)
        let path = folder.blob(message.body.digest)
        _ = try spool.outbox.enqueue([message], advancing: Progress(run: run.id, nextPart: 2))
        #expect(try Posix.status(path).mode & 0o777 == 0o400)
        #expect(try Posix.names(in: folder.temporary) == [])

        let sender = try spool.sender()
        let claim = try #require(try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first)
        #expect(try bytes(sender.body(of: claim)) == Array(text.utf8))
        _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
        #expect(try Posix.statusIfThere(path) == nil)
    }

    @Test func `a body shared by two messages stays until the second is delivered`() throws {
        let spool = try TestSpool()
        let run = try spool.run()
        let text = String(repeating: "y", count: 120_000)
        let messages = [try spool.message("1", text), try spool.message("2", text)]
        let path = SpoolFolder(path: spool.path).blob(messages[0].body.digest)
        _ = try spool.outbox.enqueue(messages, advancing: Progress(run: run.id, nextPart: 3))
        let sender = try spool.sender()
        for isLast in [false, true] {
            let claim = try #require(
                try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first)
            _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
            #expect(try (Posix.statusIfThere(path) == nil) == isLast)
        }
    }

    @Test func `a staged body that is dropped leaves no file`() throws {
        let spool = try TestSpool()
        let folder = SpoolFolder(path: spool.path)
        do {
            let body = try spool.stage([UInt8](repeating: 1, count: 150_000))
            #expect(body.length == 150_000)
            #expect(try Posix.names(in: folder.temporary).count == 1)
        }
        #expect(try Posix.names(in: folder.temporary) == [])
    }

    @Test func `enqueue repeated with the same bytes changes nothing`() throws {
        let spool = try TestSpool()
        let run = try spool.run()
        let progress = Progress(run: run.id, cursor: [5], nextPart: 2)
        let first = try spool.outbox.enqueue([spool.message("1", "a")], advancing: progress)
        let second = try spool.outbox.enqueue([spool.message("1", "a")], advancing: progress)
        #expect(first.ids == second.ids)
        #expect(first.repeated == 0)
        #expect(second.repeated == 1)
        #expect(try spool.outbox.stats().messages == 1)
        let error = #expect(throws: OutboxError.self) {
            try spool.outbox.enqueue([spool.message("1", "b")], advancing: progress)
        }
        #expect(error?.exitStatus == .failed)
    }

    @Test func `what was in flight when its sender died is ready again and may have arrived`()
        throws
    {
        let spool = try TestSpool()
        let ids = try spool.enqueue(1)
        do {
            let sender = try spool.sender()
            #expect(try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).count == 1)
        }
        try spool.reopen()
        let sender = try spool.sender()
        #expect(sender.recovery.recovered == 1)
        #expect(!sender.recovery.wasClean)
        #expect(sender.epoch == 2)
        let detail = try #require(try spool.outbox.detail(of: ids[0]))
        #expect(detail.summary.state == .ready)
        #expect(detail.summary.maybeDelivered)
        #expect(detail.summary.attempts == 0)
        let claim = try #require(try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first)
        _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
        #expect(try spool.outbox.receipt(of: ids[0])?.maybeDuplicate == true)
    }

    @Test func `a claim of an earlier epoch settles nothing`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(1)
        let old: Claim
        do {
            let sender = try spool.sender()
            old = try #require(try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first)
        }
        let sender = try spool.sender()
        let settled = try sender.settle([Outcome(old, .ok)], now: spool.clock.now)
        #expect(settled.map(\.state) == [nil])
        #expect(try spool.outbox.receipt(of: ids[0]) == nil)
        #expect(try spool.state(ids[0]) == .ready)
    }

    @Test func `a second sender is told who sends`() throws {
        let spool = try TestSpool()
        let sender = try spool.sender()
        let error = #expect(throws: OutboxError.self) {
            try spool.sender(on: spool.beside())
        }
        #expect(error?.exitStatus == .queued)
        #expect(error?.description.contains("process \(getpid())") == true)
        try sender.close(now: spool.clock.now)
        let next = try spool.sender()
        #expect(next.recovery.wasClean)
    }

    @Test func `a temporary failure waits, counts and obeys Retry-After`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(1)
        let sender = try spool.sender()
        let claim = try #require(try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first)
        let verdict = Verdict.answer(413, .temporary, retryAfter: 600)
        let settled = try sender.settle([Outcome(claim, verdict)], now: spool.clock.now)
        let due = try #require(settled[0].dueAt)
        #expect(due.seconds(since: spool.clock.now) >= 600)
        #expect(try sender.claim(limit: 1, lanes: nil, now: spool.clock.now) == [])
        #expect(try sender.nextDue(lanes: nil, now: spool.clock.now) == due)
        spool.clock.advance(due.seconds(since: spool.clock.now))
        let again = try #require(try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first)
        #expect(again.id == ids[0])
        #expect(again.attempt == 2)
        let attempts = try spool.outbox.attempts(of: ids[0])
        #expect(attempts.map(\.number) == [1, 2])
        #expect(attempts[0].status == 413)
        #expect(attempts[1].endedAt == nil)
    }

    @Test func `a dead message stays with its body and can be retried`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(1)
        let sender = try spool.sender()
        let claim = try #require(try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first)
        _ = try sender.settle([Outcome(claim, .answer(422, .permanent))], now: spool.clock.now)
        let detail = try #require(try spool.outbox.detail(of: ids[0]))
        #expect(detail.summary.state == .dead)
        #expect(detail.hasBody)
        #expect(try spool.outbox.runs(RunSelection()).first?.run.state == .failed)

        let report = try spool.outbox.change(
            MessageSelection(ids: ids), .retry(at: nil, resetAttempts: false, force: false),
            actor: "tester", dryRun: false)
        #expect(report == ChangeReport(matched: 1, changed: 1))
        #expect(try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).map(\.id) == ids)
    }

    @Test func `a newer run waits for the older one`() throws {
        let spool = try TestSpool()
        let first = try spool.enqueue(2, prefix: "old")
        let second = try spool.enqueue(2, prefix: "new")
        spool.outbox.configure([.test(concurrencyMax: 8)])
        let sender = try spool.sender()
        var order: [Identifier] = []
        while let claim = try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first {
            order.append(claim.id)
            if order.count == 2 {
                #expect(try spool.outbox.detail(of: second[0])?.waitsFor?.id == claim.id)
            }
            _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
        }
        #expect(order == first + second)
    }

    @Test func `ids are found by a unique prefix`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(3)
        #expect(try spool.outbox.resolve(String(ids[1].text.prefix(8))) == ids[1])
        #expect(try spool.outbox.resolve(ids[2].wireText) == ids[2])
        #expect(throws: OutboxError.self) { try spool.outbox.resolve("zzzz") }
        #expect(throws: OutboxError.self) { try spool.outbox.resolve("abc") }
    }

    @Test func `a list goes on where its page ended`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(5)
        var seen: [Identifier] = []
        var mark: PageMark?
        repeat {
            let page = try spool.outbox.page(.all, after: mark, limit: 2)
            seen += page.messages.map(\.id)
            mark = page.next
        } while mark != nil
        #expect(seen == ids)
    }
}
