import Foundation
import HealthPluginTesting
import HeartRateNotifications
import Testing

@Suite struct HeartRateNotificationsTests {
    @Test func `it keeps the contract of plugins`() throws {
        let findings = try PluginContract.findings(
            of: HeartRateNotificationsProvider(), in: Bundle.module.resourceURL)
        #expect(findings == [])
    }

    @Test(arguments: try PluginCase.all(in: Bundle.module.resourceURL))
    func `a case gives what it expects`(testCase: PluginCase) throws {
        for outcome in try testCase.outcomes(of: HeartRateNotificationsProvider()) {
            #expect(outcome.actual == outcome.expected, "\(testCase), \(outcome.name)")
        }
    }
}
