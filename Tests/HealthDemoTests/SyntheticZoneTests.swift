import HealthDemo
import HealthModel
import Testing

@Suite struct SyntheticZoneTests {
    @Test(arguments: [
        ("2022-03-26", 24), ("2022-03-27", 23), ("2022-03-28", 24), ("2022-10-30", 25),
        ("2024-03-31", 23), ("2024-10-27", 25), ("2026-06-01", 24),
    ])
    func `days of Berlin have the length of its clock`(day: String, hours: Int) throws {
        let numbers = day.split(separator: "-").compactMap { Int($0) }
        let date = try #require(
            CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
        )
        let start = SyntheticZone.berlin.midnight(of: date)
        let end = SyntheticZone.berlin.midnight(of: date.advanced(byDays: 1))
        #expect(end.seconds(since: start) == Int64(hours * 3600))
        #expect(SyntheticZone.berlin.date(of: start) == date)
        #expect(SyntheticZone.berlin.date(of: start.advanced(bySeconds: -1)) < date)
    }

    @Test func `the fixed zones have no seasons`() throws {
        let summer = Instant(seconds: 1_656_000_000)
        let winter = Instant(seconds: 1_640_000_000)
        for zone in [SyntheticZone.utc, .kolkata] {
            #expect(zone.offset(at: summer) == zone.offset(at: winter))
        }
        #expect(SyntheticZone.kolkata.offset(at: summer) == 19_800)
    }
}
