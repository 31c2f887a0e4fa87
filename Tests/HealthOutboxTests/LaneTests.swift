import HealthModel
import Testing

@testable import HealthOutbox

/// Sections 8 to 10 of the outbox reference, without any storage.
struct LaneTests {
    /// One lane, its clock and its messages.
    struct Bench {
        var lane = Lane()
        var now = Moment(milliseconds: 1_000_000_000)
        var random = SeededRandom(seed: 11)
        var tallies: [String: Tally] = [:]
        var attempts: [String: Int] = [:]
        var isIdempotent = true

        static func id(_ name: String) -> Identifier { DerivedID.identifier(of: ["test", name]) }

        @discardableResult
        mutating func judge(
            _ verdict: Verdict, _ name: String = "a", isProbe: Bool = false, length: Int64 = 100,
            records: Int = 1, isEncoded: Bool = false, hasPieces: Bool = false
        ) -> MessageEvent {
            if isProbe { lane.memory.probe = Self.id(name).text }
            let facts = MessageFacts(
                id: Self.id(name), attempts: attempts[name] ?? 0, tally: tallies[name] ?? Tally(),
                records: records, bodyLength: length, isEncoded: isEncoded, hasPieces: hasPieces,
                isIdempotent: isIdempotent)
            let judgement = lane.judge(
                verdict, of: facts, concurrencyMax: 4, now: now, random: &random)
            tallies[name] = judgement.tally
            switch judgement.event {
            case .failed, .died, .unclear: attempts[name, default: 0] += 1
            default: break
            }
            now = now.advanced(bySeconds: 1)
            return judgement.event
        }

        mutating func pass(_ seconds: Double) { now = now.advanced(bySeconds: seconds) }
    }

    @Test func `faults of the lane charge no message and kill none`() {
        let fates: [Verdict.Fate] = [
            .throttle, .laneNetwork, .laneAuth, .laneConfiguration, .laneTLS, .portal, .local,
        ]
        for fate in fates {
            var bench = Bench()
            let event = bench.judge(Verdict(fate: fate, phase: .started, summary: "x"))
            guard case .returned(_, unclear: false) = event else {
                Issue.record("\(fate) gave \(event)")
                continue
            }
        }
    }

    @Test func `five failures in a row open the breaker, and one probe closes it again`() {
        var bench = Bench()
        for round in 1...5 {
            bench.judge(.answer(500, .temporary), "m\(round)")
            #expect(bench.lane.state == (round < 5 ? .open : .broken))
        }
        #expect(bench.lane.gate(now: bench.now) != .probe)
        bench.pass(15)
        #expect(bench.lane.gate(now: bench.now) == .probe)
        #expect(bench.judge(.ok, "m9", isProbe: true) == .delivered)
        #expect(bench.lane.state == .open)
        #expect(bench.lane.concurrency == 1)
    }

    @Test func `a probe that fails makes the breaker wait longer, at most 15 minutes`() throws {
        var bench = Bench()
        for _ in 1...5 { bench.judge(.curl(7, .laneNetwork)) }
        var longest = 0.0
        for _ in 1...20 {
            let resume = try #require(bench.lane.resumeAt)
            longest = max(longest, resume.seconds(since: bench.now))
            bench.now = resume
            bench.judge(.curl(7, .laneNetwork), isProbe: true)
            #expect(bench.lane.state == .broken)
            let wait = try #require(bench.lane.resumeAt).seconds(since: resume)
            #expect(wait >= 15 && wait <= 900)
        }
        #expect(longest > 60)
    }

    @Test func `a delivery between failures keeps the breaker closed`() {
        var bench = Bench()
        for _ in 1...4 { bench.judge(.answer(502, .temporary)) }
        bench.judge(.ok, "b")
        #expect(bench.lane.failuresInRow == 0)
        bench.judge(.answer(502, .temporary))
        #expect(bench.lane.state == .open)
    }

    @Test func `one whole failed cohort opens the breaker`() {
        var bench = Bench()
        for _ in 1...8 { bench.judge(.ok) }
        #expect(bench.lane.concurrency >= 3)
        let cohort = bench.lane.concurrency
        for round in 1...cohort { bench.judge(.answer(500, .temporary), "m\(round)") }
        #expect(bench.lane.state == .broken)
    }

    @Test func `concurrency grows by clean cohorts and is halved by trouble`() {
        var bench = Bench()
        var seen = [bench.lane.concurrency]
        for _ in 1...12 {
            bench.judge(.ok)
            seen.append(bench.lane.concurrency)
        }
        #expect(seen == [1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4])
        bench.judge(.curl(28, .ambiguous))
        #expect(bench.lane.concurrency == 2)
        bench.judge(.answer(429, .throttle))
        #expect(bench.lane.concurrency == 1)
    }

    @Test func `Retry-After is a floor, with jitter above it`() throws {
        for seconds in [0.0, 1, 120, 86_400] {
            var bench = Bench()
            let now = bench.now
            bench.judge(.answer(503, .throttle, retryAfter: seconds))
            let wait = try #require(bench.lane.resumeAt).seconds(since: now)
            #expect(wait >= seconds && wait <= seconds + max(0.5, 0.1 * seconds) + 0.001)
            #expect(bench.lane.state == .throttled)
        }
    }

    @Test func `the fourth throttle in a row adds a wait of our own`() throws {
        var bench = Bench()
        for round in 1...8 {
            let now = bench.now
            bench.judge(.answer(429, .throttle, retryAfter: 1), isProbe: round > 1)
            let wait = try #require(bench.lane.resumeAt).seconds(since: now)
            #expect(round <= 3 ? wait <= 1.501 : wait >= 5)
        }
    }

    @Test func `a new sender tries what was refused at once, and what was throttled in its time`() {
        var refused = Bench()
        refused.judge(.answer(401, .laneAuth))
        let triesRefused = refused.lane.tryAnew(now: refused.now)
        #expect(triesRefused)
        #expect(refused.lane.gate(now: refused.now) == .probe)
        var throttled = Bench()
        throttled.judge(.answer(429, .throttle, retryAfter: 120))
        let resumes = throttled.lane.resumeAt
        let triesThrottled = throttled.lane.tryAnew(now: throttled.now)
        #expect(!triesThrottled)
        #expect(throttled.lane.resumeAt == resumes)
    }

    @Test func `another message than the one that was throttled tries the way`() {
        var bench = Bench()
        bench.judge(.answer(429, .throttle, retryAfter: 1), "a")
        #expect(bench.lane.memory.culprit == Bench.id("a").text)
    }

    @Test func `a bad credential holds the lane and is asked about hourly`() {
        var bench = Bench()
        bench.judge(.answer(401, .laneAuth))
        #expect(bench.lane.state == .held)
        #expect(bench.lane.gate(now: bench.now) != .probe)
        bench.pass(3600)
        #expect(bench.lane.gate(now: bench.now) == .probe)
        bench.judge(.answer(401, .laneAuth), isProbe: true)
        #expect(bench.lane.gate(now: bench.now) != .probe)
        bench.pass(3600)
        bench.judge(.ok, isProbe: true)
        #expect(bench.lane.state == .open)
    }

    @Test func `a straggler that is delivered does not open a held lane`() {
        var bench = Bench()
        bench.judge(.answer(403, .laneAuth), "a")
        bench.judge(.ok, "b")
        #expect(bench.lane.state == .held)
    }

    @Test func `what a person holds stays held`() {
        var bench = Bench()
        bench.lane.hold(reason: "holidays", now: bench.now)
        let tries = bench.lane.tryOnce(now: bench.now)
        #expect(!tries)
        bench.judge(.ok, "a")
        bench.judge(.answer(401, .laneAuth), "b")
        #expect(bench.lane.isHeldByPerson)
        #expect(bench.lane.gate(now: bench.now) == .closed(until: nil))
        bench.lane.release()
        #expect(bench.lane.state == .open)
    }

    @Test func `five different refusals in a row blame the template, four do not`() {
        var bench = Bench()
        for round in 1...4 {
            #expect(bench.judge(.answer(400, .permanent), "m\(round)") == .died(reason: "400"))
        }
        bench.judge(.answer(400, .permanent), "m4")
        #expect(bench.lane.state == .open, "the same message again is no fifth")
        bench.judge(.answer(400, .permanent), "m5")
        #expect(bench.lane.state == .held)
        #expect(bench.lane.memory.toRevive == (1...5).map { Bench.id("m\($0)").text })
        #expect(bench.judge(.answer(400, .permanent), "m6") == .returned(due: nil, unclear: false))
    }

    @Test func `a delivery between refusals ends the streak`() {
        var bench = Bench()
        for round in 1...9 {
            bench.judge(.answer(422, .permanent), "m\(round)")
            if round % 4 == 0 { bench.judge(.ok, "x") }
        }
        #expect(bench.lane.state == .open)
    }

    @Test func `a message that alone is refused again and again is poison`() {
        var bench = Bench()
        var deaths: [Int] = []
        for round in 1...12 {
            if case .died(let reason) = bench.judge(.answer(500, .temporary), "bad") {
                #expect(reason == "poison: 500")
                deaths.append(round)
            }
            bench.judge(.ok, "good")
        }
        #expect(deaths.first == 9, "eight refusals with deliveries between")
    }

    @Test func `a long outage poisons nothing`() {
        var bench = Bench()
        for _ in 1...50 {
            guard case .failed = bench.judge(.answer(500, .temporary), isProbe: true) else {
                Issue.record("an outage must not kill a message")
                return
            }
        }
        bench.judge(.ok, "b")
        guard case .failed = bench.judge(.answer(500, .temporary)) else {
            Issue.record("one refusal after an outage must not kill a message")
            return
        }
    }

    @Test func `answers that are lost again and again end with a person`() {
        var bench = Bench()
        var event = MessageEvent.delivered
        for _ in 1...9 {
            event = bench.judge(.curl(52, .ambiguous, phase: .sent), "bad")
            bench.judge(.ok, "good")
        }
        #expect(event == .unclear)
    }

    @Test func `without idempotency one lost answer is enough`() {
        var bench = Bench()
        bench.isIdempotent = false
        #expect(bench.judge(.curl(56, .ambiguous, phase: .sent)) == .unclear)
    }

    @Test func `404 for two messages holds the lane, for one among others kills it`() {
        var bench = Bench()
        bench.judge(.answer(404, .laneConfiguration), "a")
        #expect(bench.lane.state == .open)
        bench.judge(.answer(404, .laneConfiguration), "b")
        #expect(bench.lane.state == .held)

        bench = Bench()
        for _ in 1...2 {
            bench.judge(.answer(404, .laneConfiguration), "a")
            bench.judge(.ok, "b")
        }
        #expect(bench.judge(.answer(404, .laneConfiguration), "a") == .died(reason: "404"))
        #expect(bench.lane.state == .open)

        bench = Bench()
        for _ in 1...3 { bench.judge(.answer(404, .laneConfiguration), "a") }
        #expect(bench.lane.state == .held)
        #expect(bench.attempts["a"] == nil)
    }

    @Test func `410 disables the lane until a probe gets through`() {
        var bench = Bench()
        bench.judge(.answer(410, .laneConfiguration))
        #expect(bench.lane.state == .disabled)
        #expect(bench.lane.gate(now: bench.now) == .closed(until: nil))
        let tries = bench.lane.tryOnce(now: bench.now)
        #expect(tries)
        bench.judge(.ok, isProbe: true)
        #expect(bench.lane.state == .open)
    }

    @Test func `409 waits seconds and gives up after five`() {
        var bench = Bench()
        for round in 1...5 {
            let now = bench.now
            let event = bench.judge(.answer(409, .temporary))
            if round < 5, case .failed(let due, false) = event {
                #expect(due.seconds(since: now) >= 5 && due.seconds(since: now) <= 15)
            } else {
                #expect(event == .died(reason: "409"))
            }
        }
    }

    @Test func `417 is tried again at once without being counted, the first time`() {
        var bench = Bench()
        let now = bench.now
        #expect(bench.judge(.answer(417, .temporary)) == .returned(due: now, unclear: false))
        #expect(bench.lane.noExpect)
        guard case .failed = bench.judge(.answer(417, .temporary)) else {
            Issue.record("the second time it counts")
            return
        }
    }

    @Test func `an unknown 5xx is given up after twenty tries`() {
        var bench = Bench()
        var rounds = 0
        while rounds < 30 {
            rounds += 1
            if case .died = bench.judge(.answer(599 + 1, .temporary)) { break }
        }
        #expect(rounds == 20)
    }

    @Test func `413 divides what can be divided and teaches the lane`() {
        var bench = Bench()
        bench.judge(.ok, length: 400)
        #expect(
            bench.judge(.answer(413, .tooLarge), length: 1000, records: 2, hasPieces: true)
                == .divided)
        #expect(bench.lane.bodyLimit(now: bench.now) == 500)
        bench.judge(.answer(413, .tooLarge), length: 600, records: 2, hasPieces: true)
        #expect(bench.lane.bodyLimit(now: bench.now) == 400)
        #expect(bench.judge(.answer(413, .tooLarge), length: 500) == .died(reason: "413"))
        bench.pass(8 * 86_400)
        #expect(bench.lane.bodyLimit(now: bench.now) == nil, "forgotten after a week")
    }

    @Test func `a broken-off large upload is divided at the third time`() {
        var bench = Bench()
        var events: [MessageEvent] = []
        for _ in 1...3 {
            events.append(
                bench.judge(
                    .curl(55, .ambiguous, phase: .sending), length: 2 << 20, records: 9,
                    hasPieces: true))
        }
        #expect(events.last == .divided)
    }

    @Test func `415 for an encoded body asks for it plain, for a plain one it is refused`() {
        var bench = Bench()
        #expect(bench.judge(.answer(415, .replace), isEncoded: true, hasPieces: true) == .replaced)
        #expect(bench.lane.noEncoding)
        #expect(bench.judge(.answer(415, .replace)) == .died(reason: "415"))
    }

    @Test func `five broken handshakes in a row are a matter of certificates`() {
        var bench = Bench()
        for _ in 1...4 { bench.judge(.curl(35, .laneNetwork)) }
        #expect(bench.lane.state == .open)
        bench.judge(.curl(35, .laneNetwork))
        #expect(bench.lane.state == .held)
        #expect(bench.lane.memory.cause == .certificate)
    }

    @Test func `a probe of a held lane harms no message`() {
        let verdicts: [Verdict] = [
            .answer(500, .temporary), .answer(400, .permanent), .answer(429, .throttle),
            .curl(7, .laneNetwork), .answer(404, .laneConfiguration), .curl(60, .laneTLS),
        ]
        for verdict in verdicts {
            var bench = Bench()
            bench.judge(.answer(401, .laneAuth), "a")
            bench.pass(3600)
            #expect(bench.judge(verdict, "b", isProbe: true) == .returned(due: nil, unclear: false))
            #expect(bench.lane.state == .held)
            #expect(bench.lane.gate(now: bench.now) != .probe)
        }
    }
}
