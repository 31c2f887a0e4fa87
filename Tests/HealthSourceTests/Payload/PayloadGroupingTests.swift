import HealthModel
import Testing

@testable import HealthSource

/// How long the buckets of a file are. Section 1.6 of the wire format.
@Suite struct PayloadGroupingTests {
    private var trial: PayloadTrial

    init() throws {
        trial = try PayloadTrial()
    }

    private func body(_ dates: String...) -> String {
        let points = dates.map { #"{"date":"\#($0) +0000","qty":1}"# }.joined(separator: ",")
        return "{\"data\":{\"groups\":[{\"name\":\"a\",\"data\":[\(points)]}]}}"
    }

    private func groupings(_ outcome: PayloadTrial.Outcome) -> Set<String> {
        Set(outcome.points.map { String($0.split(separator: " ")[2]) })
    }

    @Test func `the coarsest that fits all points of the file is taken`() throws {
        let cases: [(dates: [String], grouping: String)] = [
            (["2026-01-01 00:00:00", "2026-03-01 00:00:00"], "months"),
            (["2026-03-02 00:00:00", "2026-03-09 00:00:00"], "weeks"),
            (["2026-03-02 00:00:00", "2026-03-03 00:00:00"], "days"),
            (["2026-03-02 00:00:00", "2026-03-02 01:00:00"], "hours"),
            (["2026-03-02 00:00:00", "2026-03-02 01:01:00"], "minutes"),
            (["2026-03-02 00:00:01", "2026-03-02 01:00:00"], "seconds"),
        ]
        for (dates, grouping) in cases {
            let text = dates.map { body($0) }.joined(separator: "\n")
            #expect(groupings(try trial.read(text)) == [grouping], "\(dates)")
        }
        let table = "Moment,Count\n2026-03-02 00:00:00,1\n2026-03-03 00:00:00,2\n"
        #expect(groupings(try trial.read(table, name: "a.csv")) == ["days"])
    }

    @Test func `what the user says counts before what the headers of the request say`() throws {
        var trial = trial
        let path = try trial.folder.write(Array(body("2026-03-02 00:00:00").utf8), to: "1/a.json")
        #expect(groupings(try trial.read(at: path)) == ["weeks"])
        try trial.folder.write(headers("Hours"), to: "1/a.headers.json")
        #expect(groupings(try trial.read(at: path)) == ["hours"])
        trial.grouping = .days
        #expect(groupings(try trial.read(at: path)) == ["days"])
        trial.grouping = nil
        try trial.folder.write(headers("None"), to: "1/a.headers.json")
        let outcome = try trial.read(at: path)
        #expect(outcome.points == [])
        #expect(outcome.sink.rows.count == 1)
        try trial.folder.write(headers("Fortnights"), to: "1/a.headers.json")
        #expect(groupings(try trial.read(at: path)) == ["weeks"])
    }

    private func headers(_ aggregation: String) -> [UInt8] {
        Array(
            "{\"method\":\"POST\",\"headers\":{\"Automation-Aggregation\":\"\(aggregation)\"}}".utf8
        )
    }

    @Test func `single samples are rows like those of an archive`() throws {
        var trial = trial
        trial.isDisaggregated = true
        let outcome = try trial.read(body("2026-01-09 08:00:00", "2026-01-09 09:00:00"))
        let eight = moodDay + 8 * 3600
        #expect(
            outcome.sink.rows.first
                == "HKQuantityTypeIdentifierStepCount|\(eight)|\(eight)|Example Phone|1.0|count||")
        #expect(outcome.sink.rows.count == 2)
        #expect(outcome.report.recordsByType == ["HKQuantityTypeIdentifierStepCount": 2])
    }

    @Test func `rows are handed over in batches`() throws {
        var trial = trial
        trial.isDisaggregated = true
        trial.limits.batchRows = 2
        let outcome = try trial.read(
            body("2026-01-09 08:00:00", "2026-01-09 09:00:00", "2026-01-09 10:00:00"))
        #expect(outcome.sink.batchSizes == [2, 1])
    }
}
