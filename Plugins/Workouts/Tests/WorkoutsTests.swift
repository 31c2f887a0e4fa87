import Foundation
import HealthPluginTesting
import Testing
import Workouts

@Suite struct WorkoutsTests {
    @Test(arguments: try PluginCase.all(in: Bundle.module.resourceURL))
    func `a case gives what it expects`(testCase: PluginCase) throws {
        for outcome in try testCase.outcomes(of: WorkoutsProvider()) {
            #expect(outcome.actual == outcome.expected, "\(testCase), \(outcome.name)")
        }
    }
}
