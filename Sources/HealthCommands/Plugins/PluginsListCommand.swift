import ArgumentParser
import HealthPipeline

struct PluginsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List all data types, built in and taps.")

    @Flag(help: "One JSON document on standard output: hae.plugins/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let workspace = try global.workspace()
        let builtIn = workspace.registry.providers.map {
            PluginsReport.Row(
                id: $0.descriptor.id, kind: "built-in", title: $0.descriptor.title,
                summary: $0.descriptor.summary, reads: $0.descriptor.reads.map(\.text))
        }
        let taps = workspace.configuration.taps.map(\.descriptor).map {
            PluginsReport.Row(
                id: $0.id, kind: "tap", title: $0.title, summary: $0.summary, reads: [])
        }
        PluginsReport(rows: builtIn + taps).print(json: json)
    }
}
