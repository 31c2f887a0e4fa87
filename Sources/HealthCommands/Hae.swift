public import ArgumentParser
import HealthPipeline

/// The command line: `hae`, and one type for each subcommand.
public struct Hae: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "hae",
        abstract: "Sends Apple Health data to your own endpoints, and loses nothing.",
        discussion: """
            Imports the archive that the Health app exports, keeps it in a local store, and sends it in the \
            format of the app Health Auto Export through a durable outbox.

            Begin with "hae demo", then "hae init" and "hae import export.zip".

            Exit codes: 0 done, 1 failed, 2 done with part refused, 64 usage, 65 bad input data, 69 no spool, \
            74 I/O, 75 something is still queued, 77 permission, 78 bad configuration.
            """,
        version: VersionText.text,
        subcommands: [
            DemoCommand.self, InitCommand.self, CheckCommand.self, ImportCommand.self,
            SourcesCommand.self, OraclesCommand.self, RunCommand.self, SendCommand.self,
            DaemonCommand.self,
            StatusCommand.self, AutomationsCommand.self, OutboxCommand.self, LogCommand.self,
            MetricsCommand.self,
            PluginsCommand.self, TapCommand.self, ReceiveCommand.self, BenchCommand.self,
        ])

    public init() {}

    /// Parses the arguments, runs the command, and ends the process with its exit code.
    public static func run() -> Never {
        Allocator.keepFreeEnd()
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            var command = try parseAsRoot(LeadingOptions.moved(arguments, below: Self.self))
            try command.run()
            exit(with: .done)
        } catch let status as ExitStatus {
            exit(with: status)
        } catch let error as any StatusError {
            Terminal.say("hae: \(error)")
            exit(with: error.exitStatus)
        } catch {
            exit(withError: error)
        }
    }

    private static func exit(with status: ExitStatus) -> Never {
        exit(withError: ExitCode(status.rawValue))
    }
}

/// Thrown by a command that has said everything and ends with a code of its own.
extension ExitStatus: Error {}
