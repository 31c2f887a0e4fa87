import Foundation
import HealthPluginTesting
import StateOfMind
import Testing

@Suite struct StateOfMindTests {
    @Test func `it keeps the contract of plugins`() throws {
        let findings = try PluginContract.findings(
            of: StateOfMindProvider(), in: Bundle.module.resourceURL)
        #expect(findings == [])
    }

    @Test(arguments: try PluginCase.all(in: Bundle.module.resourceURL))
    func `a case gives what it expects`(testCase: PluginCase) throws {
        for outcome in try testCase.outcomes(of: StateOfMindProvider()) {
            #expect(outcome.actual == outcome.expected, "\(testCase), \(outcome.name)")
        }
    }
}
