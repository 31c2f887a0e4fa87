import HealthPlugin
import Testing

struct OracleReportTests {
    private func comparison(
        _ theirs: Double, _ ours: Double?, _ figure: OracleComparison.Figure = .sum
    ) -> OracleComparison {
        OracleComparison(
            type: "HKQuantityTypeIdentifierStepCount", figure: figure,
            interval: Fixture.range(0, 60), theirs: theirs, ours: ours)
    }

    @Test func `figures agree to the digits that an archive prints`() {
        #expect(comparison(1000, 1000.009).agreement == .equal)
        #expect(comparison(1000, 1000.02).agreement == .close)
        #expect(comparison(1000, 1000.9).agreement == .close)
        #expect(comparison(1000, 1002).agreement == .apart)
        #expect(comparison(1000, nil).agreement == .missing)
        #expect(comparison(0, 0).agreement == .equal)
        #expect(comparison(0, nil).agreement == .equal)
        #expect(comparison(0, 1).difference == .infinity)
        #expect(comparison(-4, -5).difference == 0.25)
    }

    @Test func `a report counts per type and figure and keeps the worst first`() throws {
        var report = OracleReport()
        for step in 0..<20 { report.add(comparison(1000, 1000 + Double(step))) }
        report.add(comparison(60, 60, .maximum))
        report.add(comparison(60, nil, .minimum))
        #expect(report.rows.map(\.figure) == [.sum, .minimum, .maximum])
        let sums = try #require(report.rows.first)
        #expect([sums.compared, sums.equal, sums.close, sums.missing] == [20, 1, 2, 0])
        #expect(sums.worst.map(\.ours) == [1019, 1018, 1017, 1016, 1015])
        #expect(report.rows[1].missing == 1)
        #expect(report.rows[2].worst.isEmpty)
    }
}
