import ArgumentParser
import HealthPipeline

struct PluginsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one data type with its options.")

    @Argument(help: "The data type, as in the configuration.")
    var id: String

    @Flag(help: "One JSON document on standard output: hae.plugin/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let workspace = try global.workspace()
        let taps = workspace.configuration.taps
        guard
            let descriptor = workspace.registry[id]?.descriptor
                ?? taps.first(where: { $0.id == id })?.descriptor
        else {
            let known = workspace.registry.providers.map(\.descriptor.id) + taps.map(\.id)
            throw CommandFailure(
                .usage,
                "There is no data type \"\(id)\". There are \(known.joined(separator: ", ")).")
        }
        PluginReport(descriptor: descriptor).print(json: json)
    }
}
