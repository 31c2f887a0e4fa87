import ArgumentParser
import Foundation
import HealthPipeline
import Logging

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @OptionGroup var place: PlaceOptions

    @Option(
        help: ArgumentHelp(
            "Take this RFC 3339 time for the present, for tests and backfills.", valueName: "time"))
    var now: String?

    var config: String? { place.config }
    var spool: String? { place.spool }
    var quiet: Bool { place.quiet }

    func validate() throws {
        if let now, Instant(rfc3339: now) == nil {
            throw ValidationError(
                "--now: \"\(now)\" is not an RFC 3339 time such as 2026-03-10T06:15:00Z.")
        }
    }

    /// Reads the configuration and finds the spool; opens no database.
    func workspace() throws -> Workspace {
        try Workspace(
            configuration: config, spool: spool,
            now: now.flatMap { Instant(rfc3339: $0) }, registry: BuiltInProviders.registry,
            environment: Self.environment, workingDirectory: Self.workingDirectory)
    }

    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    static var workingDirectory: String { FileManager.default.currentDirectoryPath }

    /// A progress bar that respects `--quiet`.
    func progressBar(_ label: String) -> ProgressBar {
        ProgressBar(label, isShown: !quiet && Terminal.isInteractive)
    }

    /// For parts of the pipeline that log: warnings and worse, on standard error.
    var logger: Logger {
        Logger(label: "hae") { [quiet] _ in
            DaemonLogHandler(level: quiet ? .error : .warning, environment: [:])
        }
    }

    /// Talk that `--quiet` turns off.
    func say(_ line: @autoclosure () -> String) {
        if !quiet { Terminal.say(line()) }
    }
}

extension GlobalOptions {
    /// For a command that reads `--now` in a way of its own.
    init(_ place: PlaceOptions, now: String?) {
        self.init()
        (self.place, self.now) = (place, now)
    }
}
