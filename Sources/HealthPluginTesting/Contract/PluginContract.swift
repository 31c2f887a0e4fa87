public import Foundation
public import HealthPlugin

/// The rules of ``ContractRule``, checked on a plugin with its own fixtures and with made-up input.
///
/// A plugin's tests call it in one line:
///
///     #expect(try PluginContract.findings(of: WaterProvider(), in: Bundle.module.resourceURL) == [])
///
/// Input comes from two places. What the fixtures hold is copied to other days, as it is what the plugin says it
/// can read; and for each type that the descriptor names there are samples of several sources around a change of
/// the clock. All of it is shuffled, cut into imports and exported under the defaults and under each other value
/// of each option. Everything follows from one seed: the same plugin has the same findings on every run.
///
/// A plugin that traps ends the test process, which no finding can report. It stands in a module of its own and
/// not in HealthTesting, which is for the tests of modules below the store: this one fills a real store.
public enum PluginContract {
    /// - Parameters:
    ///   - resources: The folder that holds `Fixtures`.
    ///   - rules: Which rules are checked.
    /// - Returns: What is broken, rule by rule, a few findings each; empty when the plugin keeps its contract.
    /// - Throws: What has nothing to do with the plugin: fixtures that cannot be read, a full disk.
    public static func findings(
        of provider: some Provider, in resources: URL?,
        rules: [ContractRule] = ContractRule.allCases, seed: UInt64 = 20_260_310
    ) throws -> [ContractFinding] {
        let cases = try PluginCase.all(in: resources)
        var run = try ContractRun(provider: provider, cases: cases, seed: seed)
        for rule in rules {
            run.begin(rule)
            try run.check()
        }
        return run.findings
    }
}
