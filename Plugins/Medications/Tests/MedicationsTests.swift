import Foundation
import HealthPluginTesting
import Medications
import Testing

@Suite struct MedicationsTests {
    @Test(arguments: try PluginCase.all(in: Bundle.module.resourceURL))
    func `a case gives what it expects`(testCase: PluginCase) throws {
        for outcome in try testCase.outcomes(of: MedicationsProvider()) {
            #expect(outcome.actual == outcome.expected, "\(testCase), \(outcome.name)")
        }
    }
}
