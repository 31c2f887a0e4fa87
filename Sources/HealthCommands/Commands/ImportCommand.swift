import ArgumentParser
import HealthPipeline

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read an archive of the Health app into the store.",
        discussion: """
            Takes export.zip as the phone made it, the unpacked folder, the bare XML file, or XML on standard \
            input (-). Importing the same or a grown archive again adds only what is new; what a newer archive no \
            longer has is marked gone. A damaged file changes nothing, unless --salvage asks for what is whole.

            Exit codes: 0 done, 2 done with records set aside, 65 the file cannot be read, 74 I/O, \
            75 another import runs, 77 permission.
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

    @Flag(help: "One JSON document on standard output for each path: hae.import/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let workspace = try global.workspace()
        var options = Importer.Options()
        (options.salvage, options.addOnly, options.mainMember) = (salvage, addOnly, main)
        let importer = Importer(
            workspace: workspace, store: try workspace.openStore(.create), options: options)
        var status = ExitStatus.done
        for path in paths {
            let bar = global.progressBar("import")
            let outcome = try importer.run(path) { progress in
                bar.update(
                    done: progress.bytesRead, total: progress.bytesTotal ?? 0,
                    detail: "\(Humanize.count(progress.records)) records")
            }
            bar.finish()
            ImportCommandReport(outcome: outcome).print(json: json)
            if outcome.exitStatus != .done { status = outcome.exitStatus }
        }
        if status != .done { throw status }
    }
}
