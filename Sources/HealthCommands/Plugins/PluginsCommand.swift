import ArgumentParser

struct PluginsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugins",
        abstract: "Show the data types that can be exported, and begin one of your own.",
        subcommands: [
            PluginsListCommand.self, PluginsShowCommand.self, PluginsNewCommand.self,
            PluginsCheckCommand.self,
        ],
        defaultSubcommand: PluginsListCommand.self)
}
