import HealthModel
import HealthTesting
import Testing

struct WireDateTests {
    private let instant = Instant(seconds: 1_773_123_300)  // 2026-03-10T06:15:00Z

    @Test(arguments: [
        "2026-03-10 07:15:00 +0100", "2026-03-10 07:15:00.999 +0100", "2026-03-10 07:15:00 +01:00",
        "2026-03-10 06:15:00 Z", "2026-03-10 7:15:00 AM +0100", "2026-03-10 7:15 am +0100",
        "2026-03-10 7:15:00\u{202f}AM +0100", "2026-03-10 7:15:00\u{a0}am +0100",
        "2026-03-10T06:15:00Z", "2026-03-10T07:15:00.5+01:00", "2026-03-10T07:15:00+0100",
        "2026-03-10 07:15:00", "2026-03-10 07:15", "1773123300", "1773123300.75", "1773123300999",
    ])
    func `all forms of one moment read as one instant`(text: String) throws {
        let berlin = try Zones.table("Europe/Berlin")
        #expect(WireDate.parse(Array(text.utf8), zone: berlin) == instant)
    }

    @Test func `a day is its local midnight, and twelve o'clock is noon`() throws {
        let berlin = try Zones.table("Europe/Berlin")
        func read(_ text: String) -> Instant? { WireDate.parse(Array(text.utf8), zone: berlin) }
        #expect(try read("2026-03-10") == Instant("2026-03-09T23:00:00Z"))
        #expect(try read("2026-03-10 12:30:00 PM +0100") == Instant("2026-03-10T11:30:00Z"))
        #expect(try read("2026-03-10 12:30:00 AM +0100") == Instant("2026-03-09T23:30:00Z"))
        #expect(try read("2026-10-25 02:30") == Instant("2026-10-25T00:30:00Z"))
        #expect(read("-1.5") == Instant(seconds: -2))
    }

    @Test(arguments: [
        "", " ", "2026", "2026-3-10", "2026-02-29", "2026-03-10T07:15:00",
        "2026-03-10 24:00:00 +0100",
        "2026-03-10 13:15:00 PM +0100", "2026-03-10 0:15 AM +0100", "2026-03-10 07:15:00 +01000",
        "2026-03-10 07:15:00 CET", "2026-03-10 07:15:00 ", "2026-03-10 07:15:00 +0100 ", "nan",
        "1e400",
        "0000-01-01", "2026-03-10 07:60:00 +0100", "10.03.2026", "2026-03-10 7:15:00 +0100",
        "253402300800000",
    ])
    func `what is no date is none`(text: String) throws {
        let zone = try Zones.table("Europe/Berlin")
        let read = WireDate.parse(Array(text.utf8), zone: zone)
        #expect(read == nil || text == "2026")
    }

    @Test(arguments: Zones.dozen)
    func `what is written reads back, in every zone`(zone: String) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of dates in \(zone): \(seed)")
        var random = SeededGenerator(seed: seed)
        let table = try Zones.table(zone)
        var writer = DateWriter(zone: table)
        for _ in 0..<2000 {
            let instant = Instant(
                seconds: Int64.random(in: -4_000_000_000...40_000_000_000, using: &random))
            for form in [DateForm.wire, .iso, .utc] {
                let text = writer.text(instant, as: form)
                #expect(WireDate.parse(Array(text.utf8), zone: .utc) == instant, "\(text)")
            }
        }
    }

    @Test func `each form is written as documented`() throws {
        var writer = DateWriter(zone: try Zones.table("America/St_Johns"))
        let texts = DateForm.allCases.map { writer.text(instant, as: $0) }
        #expect(
            texts == [
                "2026-03-10 03:45:00 -0230", "2026-03-10 03:45:00", "2026-03-10 03:45",
                "2026-03-10", "2026-03-10T03:45:00-02:30", "2026-03-10T06:15:00Z",
            ])
    }

    @Test func `periods follow the local day`() throws {
        let berlin = try Zones.table("Europe/Berlin")
        var writer = DateWriter(zone: berlin)
        // The day after the clocks went forward.
        let now = try Instant("2026-03-30T10:00:00Z")
        let ranges = DateRange.allCases.map { period in
            period.range(now: now, zone: berlin).map {
                writer.text($0.lowerBound) + " / " + writer.text($0.upperBound)
            }
        }
        #expect(
            ranges == [
                "2026-03-29 00:00:00 +0100 / 2026-03-30 12:00:00 +0200", nil,
                "2026-03-30 00:00:00 +0200 / 2026-03-30 12:00:00 +0200",
                "2026-03-29 00:00:00 +0100 / 2026-03-30 00:00:00 +0200",
                "2026-03-23 00:00:00 +0100 / 2026-03-30 00:00:00 +0200",
            ])
    }
}
