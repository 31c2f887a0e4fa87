import ArgumentParser

struct AutomationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "automations",
        abstract: "Look at automations, take them over from the app, move their checkpoints.",
        discussion: """
            An automation is an entry of automations: in the configuration: what is sent where, and when. \
            "hae run NAME" runs one, "hae status" says how it is doing.

            Exit codes: 0 done, 1 failed, 64 usage, 65 bad input data, 69 no spool, 74 I/O, 77 permission, \
            78 bad configuration.
            """,
        subcommands: [
            AutomationsListCommand.self, AutomationsShowCommand.self, AutomationsImportCommand.self,
            AutomationsResetCommand.self,
        ])
}
