import ArgumentParser
import HealthPipeline

struct PluginsNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a plugin that works, to begin with.",
        discussion: """
            In a checkout of hae: writes Plugins/<name> with README, sources, fixtures and tests, and enters it in \
            Package.swift and Sources/HealthCommands/BuiltInProviders.swift. It sends the samples of one quantity type, \
            one record each, and keeps the plugins' contract. All is written or nothing.

            Plugins/README.md goes on from there. To take the plugin out again, delete the folder and the lines \
            that name it.
            """)

    @Argument(help: "The name: letters and digits, with a capital, such as Hydration.")
    var name: String

    @Option(
        help: ArgumentHelp(
            "The metric whose samples it sends, as in \"hae metrics\".", valueName: "metric"))
    var reads = "dietary_water"

    @Option(
        help: ArgumentHelp(
            "The sources of hae (default: the checkout around this folder).", valueName: "dir"))
    var checkout: String?

    @Flag(help: "One JSON document on standard output: hae.plugins.new/1.")
    var json = false

    func run() throws {
        let checkout = try PluginCheckout(around: checkout ?? GlobalOptions.workingDirectory)
        let folder = "Plugins/\(name)"
        guard !checkout.has(folder) || name.isEmpty else {
            throw CommandFailure(
                .failed,
                "\(folder) is there already and was left alone. Take another name, or delete the folder and the "
                    + "lines that name it.")
        }
        let name = try PluginName(name, taken: checkout.modules)
        try refuseTakenWords(of: name)
        let plugin = try NewPlugin(name, reading: metric(), in: checkout)
        try plugin.write()
        NewPluginReport(name: name, plugin: plugin).print(json: json)
    }

    private func refuseTakenWords(of name: PluginName) throws {
        let known = BuiltInProviders.registry.providers.map(\.descriptor).first {
            $0.id == name.id || $0.dataKey == name.dataKey
        }
        if let known {
            throw CommandFailure(
                .usage,
                "\(name.name) would have the data_type \(name.id) and the key \(name.dataKey), and \(known.title) "
                    + "has one of them. Take another name.")
        }
    }

    private func metric() throws -> Metric {
        guard let metric = Catalogue.metric(named: reads) else {
            throw CommandFailure(
                .usage, "--reads: \"\(reads)\" is no metric; \"hae metrics\" lists them.")
        }
        guard !metric.isCategory, !metric.isPercent, metric.types.count == 1 else {
            throw CommandFailure(
                .usage,
                "--reads: \(reads) is not a plain quantity, so the records of the template do not fit it. Begin "
                    + "with the default and change what it reads.")
        }
        return metric
    }
}
