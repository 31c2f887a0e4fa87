import ArgumentParser

struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Look at what waits to be sent, and decide about it.",
        discussion: """
            Every request that an automation makes is a message here until it has a receipt. Messages are named \
            by their first eight characters, in full, or by any unique prefix of four or more; "-" reads ids \
            from standard input. All of this works beside a running sender.

            A state carries a flag: * in flight, ! held, + dead, ? may have arrived already, # damaged.

            Exit codes: 0 done, 1 failed or nothing matched, 2 done but some messages were skipped, 64 usage, \
            65 damaged data, 69 no spool, 74 I/O, 75 busy, 77 permission, 78 bad configuration. "check" speaks \
            the dialect of monitoring instead: 0 ok, 1 warning, 2 critical, 3 unknown.
            """,
        subcommands: [
            OutboxStatusCommand.self, OutboxShapeCommand.self, OutboxListCommand.self,
            OutboxShowCommand.self, OutboxRetryCommand.self, OutboxHoldCommand.self,
            OutboxReleaseCommand.self, OutboxCancelCommand.self, OutboxFlushCommand.self,
            OutboxReceiptsCommand.self, OutboxVerifyCommand.self, OutboxCheckCommand.self,
            OutboxExportCommand.self,
        ])
}
