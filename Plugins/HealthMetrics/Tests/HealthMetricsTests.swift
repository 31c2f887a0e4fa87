import Foundation
import HealthMetrics
import HealthPluginTesting
import Testing

@Suite struct HealthMetricsTests {
    /// The rules that do not multiply: with all settings of 130 metrics the others take minutes.
    @Test func `it declares what it is and gives what its examples expect`() throws {
        let findings = try PluginContract.findings(
            of: HealthMetricsProvider(), in: Bundle.module.resourceURL,
            rules: [.options, .examples])
        #expect(findings == [])
    }

    @Test(arguments: try PluginCase.all(in: Bundle.module.resourceURL))
    func `a case gives what it expects`(testCase: PluginCase) throws {
        let outcomes = try testCase.outcomes(of: HealthMetricsProvider())
        #expect(!outcomes.isEmpty)
        for outcome in outcomes {
            #expect(outcome.actual == outcome.expected, "\(testCase), \(outcome.name)")
        }
    }
}
