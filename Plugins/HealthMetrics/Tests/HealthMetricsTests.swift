import Foundation
import HealthMetrics
import HealthPluginTesting
import Testing

@Suite struct HealthMetricsTests {
    @Test func `it keeps the contract of plugins`() throws {
        let findings = try PluginContract.findings(
            of: HealthMetricsProvider(), in: Bundle.module.resourceURL)
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
