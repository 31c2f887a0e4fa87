import HealthConfig
import HealthModel
import HealthTesting
import Testing

@testable import HealthPipeline

struct ScheduleTests {
    /// The schedule of an automation with the least delay that its id can give.
    static func schedule(
        every: String, at: String? = nil, zone: String = "Europe/Berlin",
        weekStart: WeekStart = .monday, identity: String? = nil
    ) throws -> Schedule {
        let (cadence, zone) = (try #require(Cadence(every)), try Zones.table(zone))
        let time = try at.map { try #require(ClockTime($0)) }
        func make(_ identity: String) -> Schedule {
            Schedule(
                every: cadence, at: time, zone: zone, weekStart: weekStart, identity: identity)
        }
        if let identity { return make(identity) }
        let plain = (0..<5000).lazy.map { make("automation \($0)") }
        return try #require(plain.first { $0.jitterSeconds == 0 })
    }

    /// The next starts of a machine that is always awake.
    static func starts(of schedule: Schedule, from: String, count: Int) throws -> [String] {
        var instant = try Instant(from)
        return (0..<count).map { _ in
            instant = schedule.first(after: instant)
            return instant.rfc3339
        }
    }

    @Test func `minutes and hours are counted in UTC and do not feel a change of the clocks`()
        throws
    {
        let hours = try Self.schedule(every: "3 hours")
        #expect(
            try Self.starts(of: hours, from: "2026-03-28T23:30:00Z", count: 3)
                == ["2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z", "2026-03-29T06:00:00Z"])
        let minutes = try Self.schedule(every: "15 minutes")
        #expect(
            try Self.starts(of: minutes, from: "2026-03-10T06:15:00Z", count: 2)
                == ["2026-03-10T06:30:00Z", "2026-03-10T06:45:00Z"])
    }

    @Test func `a time that the clocks jump over is the instant of the jump`() throws {
        let schedule = try Self.schedule(every: "1 day", at: "02:30")
        #expect(
            try Self.starts(of: schedule, from: "2026-03-27T12:00:00Z", count: 3)
                == ["2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"])
    }

    @Test func `a time that the clocks show twice counts once, the first time`() throws {
        let schedule = try Self.schedule(every: "1 day", at: "02:30")
        #expect(
            try Self.starts(of: schedule, from: "2026-10-24T12:00:00Z", count: 2)
                == ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"])
    }

    @Test func `03:30 stays 03:30 all year round`() throws {
        let schedule = try Self.schedule(every: "1 day", at: "03:30")
        let zone = try Zones.table("Europe/Berlin")
        var instant = try Instant("2025-12-31T12:00:00Z")
        for day in 0..<366 {
            instant = schedule.first(after: instant)
            let date = CivilDate(dayNumber: try Self.day(2026, 1, 1) + Int32(day))
            #expect(instant == zone.instant(date, secondsOfDay: 3 * 3600 + 1800))
        }
    }

    @Test
    func `days without a time begin at midnight, and a day that never was is no second start`()
        throws
    {
        let havana = try Self.schedule(every: "1 day", zone: "America/Havana")
        #expect(
            try Self.starts(of: havana, from: "2025-11-01T12:00:00Z", count: 2)
                == ["2025-11-02T04:00:00Z", "2025-11-03T05:00:00Z"])
        let apia = try Self.schedule(every: "1 day", zone: "Pacific/Apia")
        #expect(
            try Self.starts(of: apia, from: "2011-12-29T12:00:00Z", count: 3)
                == ["2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z", "2012-01-01T10:00:00Z"])
    }

    @Test func `weeks begin on the day that the configuration says`() throws {
        let monday = try Self.schedule(every: "1 week", at: "06:00")
        #expect(
            try Self.starts(of: monday, from: "2026-03-10T12:00:00Z", count: 3)
                == ["2026-03-16T05:00:00Z", "2026-03-23T05:00:00Z", "2026-03-30T04:00:00Z"])
        let sunday = try Self.schedule(every: "1 week", weekStart: .sunday)
        #expect(
            try Self.starts(of: sunday, from: "2026-03-10T12:00:00Z", count: 1)
                == ["2026-03-14T23:00:00Z"])
    }

    @Test
    func `every other day and every other week keep their distance over a change of the year`()
        throws
    {
        let days = try Self.schedule(every: "2 days", zone: "UTC")
        #expect(
            try Self.starts(of: days, from: "2025-12-30T12:00:00Z", count: 3)
                == ["2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z", "2026-01-05T00:00:00Z"])
        let weeks = try Self.schedule(every: "2 weeks", zone: "UTC")
        let starts = try Self.starts(of: weeks, from: "2025-12-20T12:00:00Z", count: 3).map {
            try Instant($0)
        }
        #expect(starts[1].seconds(since: starts[0]) == 14 * 86_400)
        #expect(starts[2].seconds(since: starts[1]) == 14 * 86_400)
        #expect(try Zones.table("UTC").date(of: starts[0]).weekday == 0)
    }

    @Test func `what never ran is due at once`() throws {
        let now = try Instant("2026-03-10T06:15:00Z")
        let due = try Self.schedule(every: "1 week").due(after: nil, now: now)
        #expect(due == Schedule.Due(at: now, isMissed: false))
    }

    @Test func `a time slept through is missed, one that is just over is not`() throws {
        let schedule = try Self.schedule(every: "1 day", at: "03:30", zone: "UTC")
        let last = try Instant("2026-03-09T03:30:04Z")
        let due = try Instant("2026-03-10T03:30:00Z")
        func isMissed(_ now: String) throws -> Bool {
            let answer = schedule.due(after: last, now: try Instant(now))
            #expect(answer.at == due)
            return answer.isMissed
        }
        #expect(try !isMissed("2026-03-10T03:00:00Z"))
        #expect(try !isMissed("2026-03-10T03:31:59Z"))
        #expect(try isMissed("2026-03-10T08:00:00Z"))
        #expect(try isMissed("2026-03-19T08:00:00Z"))
    }

    @Test func `a start in the future counts as one at present`() throws {
        let schedule = try Self.schedule(every: "1 hour")
        let now = try Instant("2026-03-10T06:15:00Z")
        let due = schedule.due(after: try Instant("2027-03-10T06:00:00Z"), now: now)
        #expect(due == Schedule.Due(at: try Instant("2026-03-10T07:00:00Z"), isMissed: false))
    }

    @Test func `automations start apart, never early, within their limit, always equally`() throws {
        for (every, at, limit) in [
            ("1 minute", nil, 3), ("15 minutes", nil, 45), ("6 hours", nil, 300),
            ("1 day", nil, 300), ("1 week", "03:30", 59),
        ] {
            let from = try Instant("2026-03-10T06:15:30Z")
            let plain = try Self.schedule(every: every, at: at).first(after: from)
            let late = try (0..<40).map { number in
                let schedule = try Self.schedule(every: every, at: at, identity: "id \(number)")
                #expect(
                    try Self.schedule(every: every, at: at, identity: "id \(number)") == schedule)
                return schedule.first(after: from).seconds(since: plain)
            }
            // One whose delay is not over yet may still start before the next of the grid.
            #expect(late.allSatisfy { $0 <= Int64(limit) }, "\(every)")
            #expect(Set(late).count > 1, "\(every)")
        }
    }

    /// Any cadence, zone and time: starts rise, are found from wherever one looks, and their local time is right.
    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func `the grid is the same from wherever it is looked at`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let zones = [
            "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "UTC",
            "America/Havana", "Antarctica/Troll", "Africa/Casablanca",
        ]
        for _ in 0..<40 {
            let unit = ["minutes", "hours", "days", "weeks"].randomElement(using: &random) ?? ""
            let every = "\(Int.random(in: 1...5, using: &random)) \(unit)"
            let at =
                unit == "days" || unit == "weeks"
                ? "\(Int.random(in: 0...23, using: &random)):\(Int.random(in: 10...59, using: &random))"
                : nil
            let schedule = try Self.schedule(
                every: every, at: at, zone: zones.randomElement(using: &random) ?? "UTC",
                identity: "\(seed)")
            let from = try Instant("2009-06-01T00:00:00Z")
                .advanced(bySeconds: Int64.random(in: 0...700_000_000, using: &random))
            let next = schedule.first(after: from)
            let afterNext = schedule.first(after: next)
            #expect(from < next && next < afterNext, "\(every) \(at ?? "")")
            let between = Int64.random(in: from.seconds..<next.seconds, using: &random)
            #expect(schedule.first(after: Instant(seconds: between)) == next)
            let behind = Int64.random(in: next.seconds..<afterNext.seconds, using: &random)
            #expect(schedule.first(after: Instant(seconds: behind)) == afterNext)
        }
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) throws -> Int32 {
        try #require(CivilDate(year: year, month: month, day: day)).dayNumber
    }
}
