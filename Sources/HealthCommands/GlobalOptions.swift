import ArgumentParser
import Foundation
import HealthPipeline

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The configuration file (default: $HAE_CONFIG, ./hae.yaml, ~/.config/hae/hae.yaml).",
            valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "The folder with all state (default: spool: of the configuration, else ./spool).",
            valueName: "dir"))
    var spool: String?

    @Option(
        help: ArgumentHelp(
            "Take this RFC 3339 time for the present, for tests and backfills.", valueName: "time"))
    var now: String?

    @Flag(name: .shortAndLong, help: "Say more on standard error.")
    var verbose = false

    @Flag(help: "Say nothing on standard error but errors.")
    var quiet = false

    func validate() throws {
        if verbose, quiet { throw ValidationError("--verbose and --quiet exclude each other.") }
        if let now, Instant(rfc3339: now) == nil {
            throw ValidationError(
                "--now: \"\(now)\" is not an RFC 3339 time such as 2026-03-10T06:15:00Z.")
        }
    }

    /// Reads the configuration and finds the spool; opens no database.
    func workspace() throws -> Workspace {
        try Workspace(
            configuration: config, spool: spool, now: now.flatMap { Instant(rfc3339: $0) },
            registry: BuiltInProviders.registry,
            environment: Self.environment,
            workingDirectory: Self.workingDirectory)
    }

    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    static var workingDirectory: String { FileManager.default.currentDirectoryPath }

    /// A progress bar that respects `--quiet`.
    func progressBar(_ label: String) -> ProgressBar {
        ProgressBar(label, isShown: !quiet && Terminal.isInteractive)
    }

    /// Talk that `--quiet` turns off.
    func say(_ line: @autoclosure () -> String) {
        if !quiet { Terminal.say(line()) }
    }
}
