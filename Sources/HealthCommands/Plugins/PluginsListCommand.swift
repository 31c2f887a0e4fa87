import ArgumentParser
import HealthPipeline

struct PluginsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List all data types, built in and taps, with what the store holds of each.")

    @Flag(help: "One JSON document on standard output: hae.plugins/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let workspace = try global.workspace()
        let holdings = try StoreHoldings(workspace)
        let builtIn = try workspace.registry.providers.map { provider in
            PluginsReport.Row(
                id: provider.descriptor.id, kind: "built-in", title: provider.descriptor.title,
                summary: provider.descriptor.summary,
                reads: provider.descriptor.reads.map(\.text),
                held: try holdings?.holding(of: provider))
        }
        let taps = workspace.configuration.taps.map(\.descriptor).map {
            PluginsReport.Row(
                id: $0.id, kind: "tap", title: $0.title, summary: $0.summary, reads: [],
                held: nil)
        }
        PluginsReport(rows: builtIn + taps).print(json: json)
    }
}
