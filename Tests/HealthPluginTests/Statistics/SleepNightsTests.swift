import HealthPlugin
import HealthTesting
import Testing

struct SleepNightsTests {
    private func nights(
        _ segments: [(String, String, SleepStage, Int32)], zone: ZoneTable,
        separatesSources: Bool = false
    ) throws -> [SleepNight] {
        var nights = SleepNights(zone: zone, separatesSources: separatesSources)
        var found: [SleepNight] = []
        for (start, end, stage, source) in segments {
            let start = try #require(WireDate.parse(Array(start.utf8), zone: zone))
            let end = try #require(WireDate.parse(Array(end.utf8), zone: zone))
            nights.add(start: start, end: end, stage: stage, rank: Fixture.rank(source)) {
                found.append($0)
            }
        }
        nights.finish { found.append($0) }
        return found
    }

    private func text(_ instant: Instant, _ zone: ZoneTable) -> String {
        var writer = DateWriter(zone: zone)
        return writer.text(instant, as: .localMinutes)
    }

    @Test func `stages come from one source, the time in bed from another`() throws {
        let berlin = try Fixture.zone("Europe/Berlin")
        let found = try nights(
            [
                ("2026-03-09 22:30", "2026-03-10 07:00", .asleep, 1),
                ("2026-03-09 22:35", "2026-03-10 06:35", .inBed, 1),
                ("2026-03-09 22:45", "2026-03-10 00:45", .core, 0),
                ("2026-03-10 00:45", "2026-03-10 02:00", .deep, 0),
                ("2026-03-10 01:30", "2026-03-10 04:00", .rem, 0),
                ("2026-03-10 04:00", "2026-03-10 04:30", .awake, 0),
                ("2026-03-10 04:30", "2026-03-10 06:30", .core, 0),
            ], zone: berlin)
        let night = try #require(found.first)
        #expect(found.count == 1)
        #expect(night.date == CivilDate(year: 2026, month: 3, day: 10))
        // Two hours of core, 75 minutes of deep and 150 of REM that share 30, then two hours of core.
        #expect(night.totalSleep == 4 * 3600 + 75 * 60 + 150 * 60 - 30 * 60)
        #expect([night.asleep, night.core, night.deep] == [0, 4 * 3600, 75 * 60])
        #expect([night.rem, night.awake, night.inBed] == [150 * 60, 1800, 8 * 3600])
        #expect(text(night.sleepStart, berlin) == "2026-03-09 22:45")
        #expect(text(night.sleepEnd, berlin) == "2026-03-10 06:30")
        #expect(text(night.inBedStart, berlin) == "2026-03-09 22:35")
        #expect(text(night.inBedEnd, berlin) == "2026-03-10 06:35")
        #expect(SourceTable(["A", "B"]).joined(night.sources) == "A|B")
        #expect(SleepNight.hours(night.deep) == 1.25)
    }

    @Test func `noon parts the nights, and a segment goes with its start`() throws {
        let berlin = try Fixture.zone("Europe/Berlin")
        let found = try nights(
            [
                ("2026-03-10 11:59", "2026-03-10 13:00", .core, 0),
                ("2026-03-10 12:00", "2026-03-10 12:30", .core, 0),
                ("2026-03-11 23:00", "2026-03-12 01:00", .rem, 0),
            ], zone: berlin)
        #expect(found.map(\.totalSleep) == [3660, 1800, 7200])
        #expect(found.map { $0.date.components.day } == [10, 11, 12])
    }

    @Test func `a night over a change of clocks has its real length`() throws {
        let berlin = try Fixture.zone("Europe/Berlin")
        let found = try nights(
            [("2026-10-24 23:00", "2026-10-25 07:00", .core, 0)], zone: berlin)
        #expect(found.map(\.totalSleep) == [9 * 3600])
    }

    @Test func `a night with time in bed only, and one without`() throws {
        let found = try nights(
            [
                ("2026-03-09 22:00", "2026-03-10 06:00", .inBed, 3),
                ("2026-03-10 22:00", "2026-03-11 05:00", .asleep, 2),
                ("2026-03-11 22:00", "2026-03-12 05:00", .awake, 2),
            ], zone: .utc)
        #expect(found.count == 2)
        #expect([found[0].totalSleep, found[0].inBed] == [0, 8 * 3600])
        #expect(found[0].sleepStart == found[0].inBedStart)
        #expect([found[1].totalSleep, found[1].inBed] == [7 * 3600, 0])
        #expect(found[1].inBedEnd == found[1].sleepEnd)
    }

    @Test func `sources kept apart give a night each`() throws {
        let found = try nights(
            [
                ("2026-03-09 22:00", "2026-03-10 06:00", .asleep, 1),
                ("2026-03-09 23:00", "2026-03-10 06:00", .core, 0),
            ], zone: .utc, separatesSources: true)
        #expect(found.map(\.totalSleep) == [7 * 3600, 8 * 3600])
    }

    @Test func `sleep never exceeds the length of the night`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of sleep: \(seed)")
        var random = SeededGenerator(seed: seed)
        var nights = SleepNights(zone: .utc)
        var found: [SleepNight] = []
        var start = Int64(0)
        for _ in 0..<4000 {
            start += Int64.random(in: 0...900, using: &random)
            let end = start + Int64.random(in: -10...7200, using: &random)
            let stage = SleepStage.allCases.randomElement(using: &random) ?? .core
            nights.add(
                start: Instant(seconds: start), end: Instant(seconds: end), stage: stage,
                rank: Fixture.rank(Int32.random(in: 0..<3, using: &random))
            ) { found.append($0) }
        }
        nights.finish { found.append($0) }
        #expect(found.count > 15)
        for night in found {
            let length = night.sleepEnd.seconds(since: night.sleepStart)
            #expect(night.totalSleep <= length)
            #expect(night.totalSleep <= night.asleep + night.core + night.deep + night.rem)
            #expect(night.totalSleep >= max(night.asleep, night.core, night.deep, night.rem))
        }
    }

    @Test func `stages are read from the constants of every iOS`() {
        #expect(SleepStage(recorded: "HKCategoryValueSleepAnalysisAsleep") == .asleep)
        #expect(SleepStage(recorded: "HKCategoryValueSleepAnalysisAsleepUnspecified") == .asleep)
        #expect(SleepStage(recorded: "HKCategoryValueSleepAnalysisAsleepREM") == .rem)
        #expect(SleepStage(recorded: "HKCategoryValueSleepAnalysisInBed") == .inBed)
        #expect(SleepStage(recorded: "HKCategoryValueSleepAnalysisDozing") == nil)
    }
}
