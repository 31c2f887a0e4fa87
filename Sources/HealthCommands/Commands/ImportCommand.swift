import ArgumentParser
import HealthPipeline

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read an archive of the Health app, or files of the app, into the store.",
        discussion: """
            Takes export.zip as the phone made it, the unpacked folder, or the bare XML file; and what the app \
            "Health Auto Export" or hae wrote: JSON payloads, one or many in a file, CSV files, and a folder of \
            either, such as hae receive --into leaves behind; with - what comes on standard input (no zip). Which \
            it is is found out by looking. Importing the same or a grown file again adds only what is new; what a \
            newer archive no longer has is marked gone. A damaged file changes nothing, unless --salvage asks for \
            what is whole; an item that cannot be read costs only itself.

            Points of health metrics are sums and averages of buckets unless they are said to be single samples \
            (--disaggregated). How long the buckets are (--grouping) is found out from the request's headers where \
            a receiver saved them, else from the points. Dates without an offset are local time in the \
            configuration's timezone.

            Exit codes: 0 done, 2 done with records set aside, 64 options that do not fit, 65 the file cannot be \
            read, 74 I/O, 75 another import runs, 77 permission.
            """)

    @Argument(help: ArgumentHelp("Files or folders; - for standard input.", valueName: "path"))
    var paths: [String]

    @Flag(help: "Keep what is whole in a damaged file; implies --add-only.")
    var salvage = false

    @Flag(help: "Mark nothing gone, whatever the archive lacks.")
    var addOnly = false

    @Option(
        help: ArgumentHelp(
            "The member to read when an archive holds several main files.", valueName: "member"))
    var main: String?

    @Option(
        help: ArgumentHelp(
            "How long the buckets of points are: \(groupings.joined(separator: ", ")).",
            valueName: "grouping"))
    var grouping: String?

    @Flag(help: "Points of health metrics are single samples: Summarize was off.")
    var disaggregated = false

    @Flag(help: "One JSON document on standard output for each path: hae.import/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    private static let groupings = Grouping.allCases.map(\.rawValue)

    func validate() throws {
        if let grouping, Grouping(rawValue: grouping) == nil {
            throw ValidationError(
                "--grouping: \"\(grouping)\" is none of \(Self.groupings.joined(separator: ", ")).")
        }
        if grouping != nil, disaggregated {
            throw ValidationError(
                "--grouping and --disaggregated exclude each other: single samples have no buckets."
            )
        }
    }

    func run() throws {
        let workspace = try global.workspace()
        var options = Importer.Options()
        (options.salvage, options.addOnly, options.mainMember) = (salvage, addOnly, main)
        options.grouping = grouping.flatMap(Grouping.init)
        options.isDisaggregated = disaggregated
        let importer = Importer(
            workspace: workspace, store: try workspace.openStore(.create), options: options)
        let notices = CommandNotices(workspace, logger: global.logger)
        var status = ExitStatus.done
        // The shell's DIR/* names them, and they are read with their bodies.
        for path in paths where !ImportInput.isBeside(path) {
            let bar = global.progressBar("import")
            let outcome = try importer.run(path) { progress in
                bar.update(
                    done: progress.bytesRead, total: progress.bytesTotal ?? 0,
                    detail: "\(Humanize.count(progress.records)) records")
            }
            bar.finish()
            ImportCommandReport(outcome: outcome).print(json: json)
            notices.tell(outcome)
            if outcome.exitStatus != .done { status = outcome.exitStatus }
        }
        if status != .done { throw status }
    }
}
