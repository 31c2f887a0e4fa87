import ArgumentParser
import Foundation
import HealthPipeline

/// The options are those of every Singer tap; `--config` is Singer's, not hae's.
struct TapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tap",
        abstract: "The store as a Singer tap, for databases, warehouses and files.",
        discussion: """
            Prints Singer messages for a target: hae tap | target-jsonl. One stream for each type with samples and \
            each kind of document; the bookmark is the import with which a row arrived, so that --state with the \
            target's last state brings everything that is new, whatever its date. Rows that left the store come \
            once more with _sdc_deleted_at. The catalogue selects streams, and fields of them; the key, the bookmark \
            and _sdc_deleted_at always come. Routes (seconds since 1970, degrees, metres) and voltages are lists in the \
            records of their documents.

            The --config file is JSON; all its keys are optional: "config" (path of hae.yaml), "spool", \
            "start_date" (RFC 3339; rows that begin earlier stay out), "activate_version" (true: say \
            ACTIVATE_VERSION when a stream is sent as a whole).

            Exit codes: 0 done, 64 a file cannot be read, 65 it is not what it should be, 69 no store, 74 the \
            reader of standard output went away, 78 bad configuration.
            """)

    @Flag(help: "Print the catalogue of streams and stop.")
    var discover = false

    @Option(help: ArgumentHelp("The tap's configuration, JSON.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The state that the target kept, JSON.", valueName: "file"))
    var state: String?

    @Option(
        name: [.long, .customLong("properties")],
        help: ArgumentHelp("The catalogue with the streams selected, JSON.", valueName: "file"))
    var catalog: String?

    @Option(
        help: ArgumentHelp(
            "The folder with all state (default: as the configuration says).", valueName: "dir"))
    var spool: String?

    @Option(
        help: ArgumentHelp("Take this RFC 3339 time for the present.", valueName: "time"))
    var now: String?

    func run() throws {
        // A target that ends early is an error to be told, not a signal to die of.
        signal(SIGPIPE, SIG_IGN)
        let settings = try config.map { try TapSettingsFile(Self.read($0, "--config")) }
        let fixed = try now.map { text in
            guard let instant = Instant(rfc3339: text) else {
                throw CommandFailure(.usage, "--now: \"\(text)\" is not an RFC 3339 time.")
            }
            return instant
        }
        let workspace = try Workspace(
            configuration: settings?.config, spool: spool ?? settings?.spool, now: fixed,
            registry: BuiltInProviders.registry, environment: GlobalOptions.environment,
            workingDirectory: GlobalOptions.workingDirectory)
        let output = MessageOutput()
        if discover {
            try StoreTapRun.discover(workspace) { try output.write($0) }
            return try output.flush()
        }
        let files = StoreTapRun.Files(
            state: try state.map { try Self.read($0, "--state") },
            catalogue: try catalog.map { try Self.read($0, "--catalog") })
        let records = try StoreTapRun.sync(
            workspace, files, start: settings?.start,
            activatesVersions: settings?.activatesVersions ?? false
        ) { try output.write($0) }
        try output.flush()
        Terminal.say("\(Humanize.count(records)) records")
    }

    private static func read(_ path: String, _ option: String) throws -> [UInt8] {
        do {
            return try Array(Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CommandFailure(.usage, "\(option): \(path) cannot be read.")
        }
    }
}
