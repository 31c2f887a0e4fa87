import HealthModel
import Testing

@testable import HealthOutbox

/// Lives, clocks and what a lane has learned, told in scenes that every backend has to play (T9, T12, E15, E21).
struct OutageTests {
    @Test(arguments: Backend.allCases)
    func `with a life of 30 days an outage of 40 holds messages until they are released`(
        backend: Backend
    ) throws {
        let subject = try backend.make([.test(lifeSeconds: 30 * 86_400)])
        let sender = try subject.sender()
        let old = try subject.enqueue([nil, nil])
        try subject.fail(sender, forDays: 20)
        let new = try subject.enqueue([nil])
        try subject.fail(sender, forDays: 20)
        for id in old {
            let summary = try #require(try subject.outbox.detail(of: id)?.summary)
            #expect(summary.state == .held)
            #expect(summary.reason == "expired")
        }
        #expect(try subject.deliverAll(sender) == [], "its older run waits for a person")
        let line = try #require(
            try subject.outbox.activity(ActivitySelection(target: TestSpool.automation)).first)
        #expect(line.actor == "sender")
        #expect(line.detail == ["messages": "2", "cause": "expired"])
        let report = try subject.outbox.change(
            .all, .release(force: false), actor: "me", dryRun: false)
        #expect(report.changed == 2)
        #expect(try Set(subject.deliverAll(sender)) == Set(old + new))
        #expect(try subject.outbox.activity(ActivitySelection(limit: 1)).first?.action == "release")
    }

    @Test(arguments: Backend.allCases)
    func `a clock that goes back a year does not keep a throttled lane closed`(
        backend: Backend
    ) throws {
        let subject = try backend.make([.test()])
        let ids = try subject.enqueue([nil])
        let sender = try subject.sender()
        let claim = try #require(try sender.claim(limit: 1, lanes: nil, now: subject.now).first)
        let busy = Verdict.answer(503, .throttle, retryAfter: 3600)
        _ = try sender.settle([Outcome(claim, busy)], now: subject.now)
        #expect(try sender.claim(limit: 1, lanes: nil, now: subject.now) == [])
        subject.clock.advance(-365 * 86_400)
        #expect(try subject.deliverAll(sender) == ids)
    }

    @Test(arguments: Backend.allCases)
    func `a machine that slept for 12 hours goes on at once`(backend: Backend) throws {
        let subject = try backend.make([.test()])
        let ids = try subject.enqueue([nil])
        let sender = try subject.sender()
        let claim = try #require(try sender.claim(limit: 1, lanes: nil, now: subject.now).first)
        _ = try sender.settle(
            [Outcome(claim, .answer(500, .temporary, retryAfter: 600))], now: subject.now)
        #expect(try subject.drain(sender) == [], "Retry-After is a floor")
        subject.clock.advance(12 * 3600)
        #expect(try subject.drain(sender) == ids)
    }

    @Test(arguments: Backend.allCases)
    func `a due time that a person set far ahead is no mistake of the clock`(
        backend: Backend
    ) throws {
        let subject = try backend.make([.test()])
        let ids = try subject.enqueue([nil])
        let sender = try subject.sender()
        let later = subject.now.advanced(bySeconds: 40 * 86_400)
        let retry = OperatorAction.retry(at: later, resetAttempts: false, force: false)
        _ = try subject.outbox.change(.all, retry, actor: "me", dryRun: false)
        #expect(try subject.drain(sender) == [])
        #expect(try sender.nextDue(lanes: nil, now: subject.now) == later)
        subject.clock.advance(40 * 86_400)
        #expect(try subject.drain(sender) == ids)
    }

    @Test(arguments: Backend.allCases)
    func `a receiver that refuses gzip gets plain bodies from the next run on`(
        backend: Backend
    ) throws {
        let subject = try backend.make([.test()])
        let run = try subject.openRun()
        #expect(run.noEncoding == false)
        let writer = try subject.outbox.stage()
        try writer.append(Array("gzip:body".utf8))
        let message = NewMessage(
            part: "1", headers: [], contentType: "application/json", contentEncoding: "gzip",
            body: try writer.finish(), records: 1)
        _ = try subject.outbox.enqueue(
            [message], advancing: Progress(run: run.id, nextPart: 2, ending: nil))
        var bodies: [[UInt8]] = []
        let sender = try subject.sender()
        _ = try subject.drain(sender) { claim in
            if claim.contentEncoding == nil {
                bodies.append((try? sender.body(of: claim).allBytes()) ?? [])
                return .ok
            }
            return .answer(415, .replace)
        }
        #expect(bodies == [Array("body".utf8)])
        #expect(try subject.outbox.unfinishedRun(of: TestSpool.automation)?.noEncoding == false)
        #expect(try subject.openRun().noEncoding)
    }

    @Test(arguments: Backend.allCases)
    func `what a person does to a lane stands in the audit, newest first`(backend: Backend) throws {
        let subject = try backend.make([.test(lane: "home")])
        try subject.enqueue([nil])
        let all = MessageSelection(lane: "home")
        for action in [
            OperatorAction.hold(reason: "mending", force: false), .release(force: false),
        ] {
            _ = try subject.outbox.change(all, action, actor: "me, 7", dryRun: true)
            _ = try subject.outbox.change(all, action, actor: "me, 7", dryRun: false)
            subject.clock.advance(1)
        }
        let lines = try subject.outbox.activity(ActivitySelection())
        #expect(
            lines.map(\.action) == ["release", "lane open", "hold", "lane held"], "no dry run in it"
        )
        #expect(lines.allSatisfy { $0.actor == "me, 7" })
        #expect(lines.last?.detail == ["reason": "mending"])
        let later = ActivitySelection(since: subject.now.advanced(bySeconds: -1), target: "home")
        #expect(try subject.outbox.activity(later).map(\.action) == ["lane open"])
    }
}

extension Subject {
    fileprivate func openRun() throws -> Run {
        try outbox.openRun(
            NewRun(
                automation: TestSpool.automation, automationName: "N", kind: .scheduled,
                storeID: "s", generation: 1, configDigest: []))
    }

    /// No network for a while.
    fileprivate func fail(_ sender: any OutboxSender, forDays days: Double) throws {
        let end = now.advanced(bySeconds: days * 86_400)
        while now < end {
            let claims = try sender.claim(limit: 8, lanes: nil, now: now)
            _ = try sender.settle(claims.map { Outcome($0, .curl(7, .laneNetwork)) }, now: now)
            let next = try sender.nextDue(lanes: nil, now: now) ?? end
            clock.advance(max(1, min(next, end).seconds(since: now)))
        }
    }

    /// Delivers whatever comes due within a day.
    fileprivate func deliverAll(_ sender: any OutboxSender) throws -> [Identifier] {
        var delivered: [Identifier] = []
        let end = now.advanced(bySeconds: 86_400)
        while now < end {
            delivered += try drain(sender, atOnce: 4)
            guard let next = try sender.nextDue(lanes: nil, now: now) else { break }
            clock.advance(max(0.001, next.seconds(since: now)))
        }
        return delivered
    }
}
