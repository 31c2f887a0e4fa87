import Foundation
import HealthPluginTesting
import Testing

@Suite struct PluginContractTests {
    private static let water = Bundle.module.resourceURL?.appending(path: "Water")
    private static let daily = Bundle.module.resourceURL?.appending(path: "Daily")

    @Test(arguments: [20_260_310, 1, 2] as [UInt64])
    func `a sound plugin has no findings, whatever the seed`(seed: UInt64) throws {
        #expect(
            try PluginContract.findings(of: WaterProvider(), in: Self.water, seed: seed) == [])
        #expect(
            try PluginContract.findings(
                of: DailyProvider(isWhole: true), in: Self.daily, seed: seed) == [])
    }

    @Test(arguments: Fault.allCases)
    func `a broken plugin has a finding under the rule that it breaks`(fault: Fault) throws {
        let findings = try PluginContract.findings(
            of: FaultyProvider(fault), in: Self.water, rules: [fault.rule])
        #expect(!findings.isEmpty, "nothing found of \(fault)")
        #expect(findings.allSatisfy { $0.rule == fault.rule })
    }

    @Test func `a bucket that a range cuts is found`() throws {
        let findings = try PluginContract.findings(
            of: DailyProvider(isWhole: false), in: Self.daily, rules: [.wholeBuckets])
        let problems = findings.map(\.problem)
        #expect(problems.contains("a record is not as in the whole: a bucket was cut"))
    }

    @Test func `a plugin without fixtures is found`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "hae-contract-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "Fixtures"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let findings = try PluginContract.findings(
            of: WaterProvider(), in: folder, rules: [.examples])
        #expect(findings.map(\.description) == ["examples: Fixtures: there is no case"])
    }

    @Test func `every rule has a plugin that breaks it`() {
        let broken = Set(Fault.allCases.map(\.rule)).union([.wholeBuckets])
        #expect(broken == Set(ContractRule.allCases))
    }
}
