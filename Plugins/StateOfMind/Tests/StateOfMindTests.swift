import Foundation
import HealthPluginTesting
import StateOfMind
import Testing

@Suite struct StateOfMindTests {
    @Test(arguments: try PluginCase.all(in: Bundle.module.resourceURL))
    func `a case gives what it expects`(testCase: PluginCase) throws {
        for outcome in try testCase.outcomes(of: StateOfMindProvider()) {
            #expect(outcome.actual == outcome.expected, "\(testCase), \(outcome.name)")
        }
    }
}
