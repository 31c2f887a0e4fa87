import Foundation
import HealthPluginTesting
import Symptoms
import Testing

@Suite struct SymptomsTests {
    @Test(arguments: try PluginCase.all(in: Bundle.module.resourceURL))
    func `a case gives what it expects`(testCase: PluginCase) throws {
        for outcome in try testCase.outcomes(of: SymptomsProvider()) {
            #expect(outcome.actual == outcome.expected, "\(testCase), \(outcome.name)")
        }
    }
}
