import ArgumentParser
import HealthPipeline
import Logging

struct DaemonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daemon",
        abstract:
            "Run automations at their times, import what appears in the inbox, send; until told to stop.",
        discussion: """
            Works in the foreground and logs to standard error; "hae init --systemd" writes a unit for it. Times that the \
            machine slept through are caught up once. Files in the inbox folder are imported when they are complete, and \
            moved to its done folder; bad ones to failed, with the reason beside them. Automations run one after the \
            other, for they wait for the disk alone; those of taps, which wait for other servers, run beside them, and \
            sending waits for none.

            SIGHUP reads the configuration again and keeps the old one when the new has mistakes. SIGTERM and SIGINT stop it \
            within 7 seconds; what is half-done goes on at the next start.

            Exit codes: 0 stopped, 69 the spool was taken away, 74 the disk failed, 75 another process sends, \
            77 permission, 78 bad configuration.
            """)

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let workspace = try global.workspace()
        let level: Logger.Level = global.quiet ? .error : global.place.verbose ? .debug : .info
        let logger = Logger(label: "hae") { _ in
            DaemonLogHandler(level: level, environment: GlobalOptions.environment)
        }
        for warning in workspace.configuration.warnings {
            logger.warning("Configuration.", metadata: ["what": "\(warning)"])
        }
        let global = global
        do {
            try AsyncWork.wait {
                try await Daemon.run(workspace, logger: logger) { try global.workspace() }
            }
        } catch let error as any StatusError {
            // As the last line of the journal too, with its level.
            logger.critical("\(error)")
            throw error.exitStatus
        }
    }
}
