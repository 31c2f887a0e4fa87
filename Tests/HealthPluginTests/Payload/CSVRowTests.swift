import HealthPlugin
import Testing

@Suite struct CSVRowTests {
    private static let header = CSVHeader([
        "Start", "Avg Speed(km/hr)", " VO2 Max (ml/(kg·min)) ", "Labels", "Archived", "",
    ])

    @Test func `columns are found by name, units in brackets`() {
        #expect(
            Self.header.columns.map(\.name) == [
                "Start", "Avg Speed", "VO2 Max", "Labels", "Archived",
            ])
        #expect(
            Self.header.columns.map(\.unit) == [nil, "km/hr", "ml/(kg·min)", nil, nil])
        #expect(Self.header.place(of: "avg speed") == 1)
        #expect(Self.header.place(of: "Speed") == nil)
        #expect(
            Self.header.columns(otherThan: ["start", "VO2 max", "Labels"]).map(\.name) == [
                "Avg Speed", "Archived",
            ])
    }

    @Test func `cells are read as what they hold`() throws {
        let row = try CSVRow(
            ["2026-03-10 07:00", "10.5", "", "Anxious | Sad", "YES", ""], header: Self.header,
            zone: .utc)
        #expect(try row.date("Start") == Instant(seconds: 1_773_126_000))
        #expect(try row.numberIfPresent("Avg Speed") == 10.5)
        #expect(try row.numberIfPresent("VO2 Max") == nil)
        #expect(try row.numberIfPresent("No such column") == nil)
        #expect(row.list("Labels") == ["Anxious", "Sad"])
        #expect(row.list("VO2 Max") == [])
        #expect(try row.flagIfPresent("Archived") == true)
        #expect(throws: ItemError(key: "VO2 Max", "is missing")) { try row.text("VO2 Max") }
    }

    @Test(arguments: [
        (["x", "y", "z", "", ""], "\"Start\" is not a date"),
        (["2026-03-10", "ten", "", "", ""], "\"Avg Speed\" is not a number"),
        (["2026-03-10", "inf", "", "", ""], "\"Avg Speed\" is not a number"),
        (["2026-03-10", "1", "", "", "maybe"], "\"Archived\" is neither Yes nor No"),
        (["2026-03-10", "1", "", ""], "the item has fewer fields than the header"),
        (["2026-03-10", "1", "", "", "", "", "7"], "the item has more fields than the header"),
    ])
    func `a bad cell is named and not shown`(fields: [String], message: String) {
        let error = #expect(throws: ItemError.self) {
            let row = try CSVRow(fields, header: Self.header, zone: .utc)
            _ = try row.date("Start")
            _ = try row.numberIfPresent("Avg Speed")
            _ = try row.flagIfPresent("Archived")
        }
        #expect(error?.description == message)
    }
}
