import HealthConfig
import HealthModel
import HealthOutbox
import HealthTesting
import Testing

@testable import HealthPipeline

struct SchedulerTests {
    private func scheduler(
        _ cadences: [String: String], last: [String: Instant] = [:]
    ) throws -> Scheduler {
        var scheduler = Scheduler()
        scheduler.configure(
            try cadences.sorted(by: { $0.key < $1.key }).map {
                ($0.key, try ScheduleTests.schedule(every: $0.value, zone: "UTC"))
            }, last: { last[$0] })
        return scheduler
    }

    private let noon = Instant(seconds: 1_773_144_000)

    @Test func `what never ran starts at once, and then at its times`() throws {
        var scheduler = try scheduler(["a": "1 hour"])
        #expect(scheduler.starts(now: noon) == [.init(automation: "a", kind: .scheduled)])
        scheduler.ended("a", startedAt: noon, now: noon)
        #expect(scheduler.starts(now: noon) == [])
        let due = try #require(scheduler.nextDue(now: noon))
        #expect(due == noon.advanced(bySeconds: 3600))
        #expect(scheduler.starts(now: due) == [.init(automation: "a", kind: .scheduled)])
    }

    @Test func `two runs of one automation never overlap, and others do not wait for it`() throws {
        var scheduler = try scheduler(["a": "1 minute", "b": "1 minute"])
        #expect(scheduler.starts(now: noon).map(\.automation) == ["a", "b"])
        scheduler.ended("b", startedAt: noon, now: noon)
        for minute in 1...60 {
            let now = noon.advanced(bySeconds: Int64(minute) * 60)
            #expect(scheduler.starts(now: now).map(\.automation) == ["b"])
            scheduler.ended("b", startedAt: now, now: now)
        }
        let later = noon.advanced(bySeconds: 3605)
        scheduler.ended("a", startedAt: noon, now: later)
        #expect(scheduler.starts(now: later) == [.init(automation: "a", kind: .catchUp)])
        #expect(scheduler.starts(now: later) == [])
    }

    @Test func `times that were slept through are caught up once`() throws {
        var scheduler = try scheduler(["a": "15 minutes"], last: ["a": noon])
        let awake = noon.advanced(bySeconds: 8 * 3600 + 400)
        #expect(scheduler.starts(now: awake) == [.init(automation: "a", kind: .catchUp)])
        scheduler.ended("a", startedAt: awake, now: awake)
        #expect(scheduler.starts(now: awake) == [])
        #expect(scheduler.nextDue(now: awake) == noon.advanced(bySeconds: 8 * 3600 + 900))
    }

    @Test func `what came due while other runs took their time is late and not missed`() throws {
        var scheduler = try scheduler(["a": "1 hour"], last: ["a": noon])
        let now = noon.advanced(bySeconds: 2 * 3600)
        let kinds = scheduler.starts(now: now, awakeSince: noon.advanced(bySeconds: 3600)).map(
            \.kind)
        #expect(kinds == [.scheduled])
        scheduler.ended("a", startedAt: noon, now: now)
        #expect(
            scheduler.starts(now: now, awakeSince: noon.advanced(bySeconds: 3601)).map(\.kind)
                == [.catchUp])
    }

    @Test(arguments: ["1 minute", "3 hours", "1 day", "2 weeks"])
    func `a clock that jumps a year ahead and back makes no storm and stops nothing`(every: String)
        throws
    {
        let year = Int64(365 * 86_400)
        let interval = Int64(
            try #require(Cadence(every)).count * (try #require(Cadence(every)).secondsOfUnit))
        var scheduler = try scheduler(["a": every], last: ["a": noon])
        func run(at now: Instant) -> [Scheduler.Start] {
            let starts = scheduler.starts(now: now)
            if !starts.isEmpty { scheduler.ended("a", startedAt: now, now: now) }
            return starts
        }
        let ahead = noon.advanced(bySeconds: year)
        #expect(run(at: ahead) == [.init(automation: "a", kind: .catchUp)])
        #expect(run(at: ahead.advanced(bySeconds: 1)) == [])
        // Back again: at most one interval goes by until the next run.
        let back = noon.advanced(bySeconds: 10)
        #expect(run(at: back) == [])
        var (now, count) = (back, 0)
        let end = back.advanced(bySeconds: 3 * interval)
        while now < end {
            now = max(
                min(try #require(scheduler.nextDue(now: now)), end), now.advanced(bySeconds: 1))
            count += run(at: now).count
        }
        #expect(count == 3)
        // A year back from there, and the same.
        let before = now.advanced(bySeconds: -year)
        #expect(run(at: before) == [])
        let due = try #require(scheduler.nextDue(now: before))
        #expect(due.seconds(since: before) <= interval)
        #expect(run(at: due).count == 1)
    }

    @Test func `a run that stopped half-way goes on before its next time`() throws {
        var scheduler = try scheduler(["a": "1 week"])
        _ = scheduler.starts(now: noon)
        scheduler.ended("a", startedAt: noon, retry: true, now: noon)
        #expect(scheduler.starts(now: noon.advanced(bySeconds: 299)) == [])
        let retry = noon.advanced(bySeconds: 300)
        #expect(scheduler.nextDue(now: noon) == retry)
        #expect(scheduler.starts(now: retry) == [.init(automation: "a", kind: .catchUp)])
        scheduler.ended("a", startedAt: retry, now: retry)
        #expect(scheduler.starts(now: retry.advanced(bySeconds: 300)) == [])
        scheduler.resume("a", now: retry)
        #expect(scheduler.starts(now: retry).count == 1)
    }

    @Test func `a retry does not wait for a clock that was put back`() throws {
        var scheduler = try scheduler(["a": "1 week"])
        _ = scheduler.starts(now: noon)
        scheduler.ended("a", startedAt: noon, retry: true, now: noon)
        let back = noon.advanced(bySeconds: -365 * 86_400)
        #expect(scheduler.starts(now: back) == [])
        #expect(scheduler.starts(now: back.advanced(bySeconds: 300)).count == 1)
    }

    @Test func `a new configuration keeps what is known, and what runs goes on running`() throws {
        var scheduler = try scheduler(["a": "1 day", "b": "1 day"], last: ["b": noon])
        #expect(scheduler.starts(now: noon).map(\.automation) == ["a"])
        let hourly = try ScheduleTests.schedule(every: "1 hour", zone: "UTC")
        // "a" is disabled while it runs, then comes back before it has ended.
        scheduler.configure([("b", hourly), ("c", hourly)], last: { _ in nil })
        #expect(scheduler.starts(now: noon).map(\.automation) == ["c"])
        scheduler.configure([("a", hourly), ("b", hourly), ("c", hourly)], last: { _ in nil })
        let later = noon.advanced(bySeconds: 3600)
        #expect(scheduler.starts(now: later).map(\.automation) == ["b"])
        scheduler.ended("a", startedAt: noon, now: later)
        #expect(scheduler.starts(now: later).map(\.automation) == ["a"])
    }

    @Test func `nothing is due without automations`() {
        var scheduler = Scheduler()
        #expect(scheduler.nextDue(now: noon) == nil)
        #expect(scheduler.starts(now: noon) == [])
    }
}
