import Foundation
import HealthPluginTesting
import ECG
import Testing

@Suite struct ECGTests {
    @Test(arguments: try PluginCase.all(in: Bundle.module.resourceURL))
    func `a case gives what it expects`(testCase: PluginCase) throws {
        for outcome in try testCase.outcomes(of: ECGProvider()) {
            #expect(outcome.actual == outcome.expected, "\(testCase), \(outcome.name)")
        }
    }
}
