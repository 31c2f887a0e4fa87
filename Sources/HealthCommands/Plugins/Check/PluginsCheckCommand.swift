import ArgumentParser
import HealthPipeline

struct PluginsCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the plugins of a checkout: folders, lists, declarations.",
        discussion: """
            Looks for the README with its headings, for imports, for a test that calls the contract and for fixtures; \
            compares the folders with Package.swift and BuiltInProviders.swift; and checks what the plugins in this \
            program declare. What they do is checked by their tests: swift test --filter <name>Tests.

            Exit codes: 0 nothing found, 1 findings, 64 not in a checkout.
            """)

    @Argument(help: "The plugin's folder; all of them when it is left out.")
    var name: String?

    @Option(
        help: ArgumentHelp(
            "The sources of hae (default: the checkout around this folder).", valueName: "dir"))
    var checkout: String?

    @Flag(help: "One JSON document on standard output: hae.plugins.check/1.")
    var json = false

    func run() throws {
        let checkout = try PluginCheckout(around: checkout ?? GlobalOptions.workingDirectory)
        let checker = PluginChecker(checkout: checkout, registry: BuiltInProviders.registry)
        let findings = try checker.findings(of: name)
        PluginsCheckReport(plugins: name.map { [$0] } ?? checkout.plugins, findings: findings)
            .print(json: json)
        if !findings.isEmpty { throw ExitStatus.failed }
    }
}
