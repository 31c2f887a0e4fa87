import Foundation
import HealthPluginTesting
import HeartRateNotifications
import Testing

@Suite struct HeartRateNotificationsTests {
    @Test(arguments: try PluginCase.all(in: Bundle.module.resourceURL))
    func `a case gives what it expects`(testCase: PluginCase) throws {
        for outcome in try testCase.outcomes(of: HeartRateNotificationsProvider()) {
            #expect(outcome.actual == outcome.expected, "\(testCase), \(outcome.name)")
        }
    }
}
