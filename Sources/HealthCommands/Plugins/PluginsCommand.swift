import ArgumentParser

struct PluginsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugins",
        abstract: "Show the data types that can be exported.",
        subcommands: [PluginsListCommand.self, PluginsShowCommand.self],
        defaultSubcommand: PluginsListCommand.self)
}
