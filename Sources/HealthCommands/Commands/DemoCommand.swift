import ArgumentParser
import HealthDemo
import HealthPipeline

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show the whole way on invented data: archive, import, run, delivery.",
        discussion: """
            Makes a synthetic archive of five years in a folder of its own, imports it, runs an automation, and \
            delivers to a receiver on loopback. The same every time; touches nothing outside the folder.
            """)

    @Option(help: ArgumentHelp("The demo's folder.", valueName: "dir"))
    var folder = "hae-demo"

    @Option(help: ArgumentHelp("About how many records to invent.", valueName: "n"))
    var records = 1_000_000

    @Flag(help: "Keep what the receiver gets, in the folder received/.")
    var keep = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1000...20_000_000).contains(records) else {
            throw ValidationError("--records: 1000 to 20000000.")
        }
    }

    func run() throws {
        let folder = DemoFolder(path: folder)
        try folder.prepare()
        let steps = DemoSteps(folder: folder, global: global)
        try steps.makeArchive(records: records)
        var options = ReceiverOptions()
        if keep { options.folder = folder.received }
        let host = try ReceiverHost(options) { _ in }
        defer { host.stop() }
        try folder.writeConfiguration(port: try host.port())
        let workspace = try Workspace(
            configuration: folder.configuration, spool: folder.spool, now: nil,
            registry: BuiltInProviders.registry, environment: GlobalOptions.environment,
            workingDirectory: GlobalOptions.workingDirectory)
        try steps.importArchive(workspace)
        let status = try steps.runAutomations(workspace)
        steps.sayWhatArrived(host.summary)
        steps.sayWhatNext()
        if status != .done { throw status }
    }
}

/// The steps of the demo; each says what it did and how fast.
struct DemoSteps {
    let folder: DemoFolder
    let global: GlobalOptions
    private let clock = ContinuousClock()

    init(folder: DemoFolder, global: GlobalOptions) {
        (self.folder, self.global) = (folder, global)
    }

    func makeArchive(records: Int) throws {
        var options = SyntheticOptions()
        options.size = .records(records)
        let bar = global.progressBar("invent")
        let start = clock.now
        let report = try SyntheticArchive(options).write(to: folder.archive) {
            bar.update(done: Int64($0), total: Int64(records))
        }
        bar.finish()
        tell(
            "archive", start,
            "\(Humanize.count(report.records)) records, \(report.workouts) workouts, "
                + "\(report.routeFiles) routes, \(report.electrocardiograms) ECGs; "
                + "\(Humanize.bytes(Int64(report.xmlBytes))) of XML in "
                + "\(Humanize.bytes(Int64(report.fileBytes))) (\(folder.archive))")
    }

    func importArchive(_ workspace: Workspace) throws {
        let bar = global.progressBar("import")
        let start = clock.now
        let importer = Importer(
            workspace: workspace, store: try workspace.openStore(.create), options: .init())
        let outcome = try importer.run(folder.archive) {
            bar.update(done: $0.bytesRead, total: $0.bytesTotal ?? 0)
        }
        bar.finish()
        let total = outcome.stored?.total
        let rate = Double(outcome.read.inflatedBytes) / 1e6 / max(outcome.seconds, 0.001)
        tell(
            "import", start,
            "\(Humanize.count(total?.inserted ?? 0)) new, \(Humanize.count(total?.duplicates ?? 0)) copies, "
                + "\(outcome.rejected) rejected, \(Humanize.decimal(rate, places: 0)) MB of XML a second"
        )
    }

    func runAutomations(_ workspace: Workspace) throws -> ExitStatus {
        let runs = try RunSession(workspace: workspace)
        var outcomes: [RunOutcome] = []
        for automation in workspace.configuration.automations {
            let bar = global.progressBar("export")
            let start = clock.now
            outcomes += try runs.exporter.run(automation, kind: .scheduled) {
                records, stream, all in
                bar.update(done: Int64(stream), total: Int64(all))
            }
            bar.finish()
            let last = outcomes.last
            tell(
                "run", start,
                "\(automation.name): \(Humanize.count(last?.records ?? 0)) records in "
                    + "\(last?.requests ?? 0) requests, \(Humanize.bytes(last?.bytes ?? 0)) enqueued"
            )
        }
        let bar = global.progressBar("send")
        let start = clock.now
        let total = Int64(outcomes.reduce(0) { $0 + $1.requests })
        let drain = try Drain.run(
            workspace: workspace, outbox: runs.outbox, mode: .waiting(.seconds(60))
        ) { bar.update(done: Int64($0.delivered), total: total) }
        bar.finish()
        tell(
            "send", start,
            "\(drain.delivered) of \(total) requests delivered, \(Humanize.bytes(drain.bytes))")
        try runs.refresh(&outcomes)
        return RunsReport.status(of: outcomes, sends: true)
    }

    func sayWhatArrived(_ summary: ReceiverSummary) {
        say(
            "arrived   \(Humanize.count(summary.accepted)) requests, "
                + "\(Humanize.count(summary.records)) records, \(Humanize.bytes(Int64(summary.bytes))), "
                + "\(summary.duplicates) twice, \(summary.faulty) with a problem")
        for problem in summary.problems.prefix(3) { say("          \(problem)") }
    }

    func sayWhatNext() {
        let configuration = "--config \(folder.configuration)"
        say("")
        say("Look around: hae outbox receipts \(configuration)")
        say("             hae sources \(configuration)")
        say("On your own data:")
        say("  hae init                 writes hae.yaml; put your endpoint into it")
        say("  hae check                tries configuration and endpoint")
        say("  hae import export.zip    the archive that the Health app exports")
        say("  hae run                  sends it")
    }

    private func tell(_ step: String, _ start: ContinuousClock.Instant, _ text: String) {
        let (seconds, attoseconds) = (clock.now - start).components
        let elapsed = Double(seconds) + Double(attoseconds) / 1e18
        let name = step + String(repeating: " ", count: max(0, 10 - step.count))
        say("\(name)\(text), \(Humanize.decimal(elapsed, places: 1)) s")
    }

    private func say(_ line: String) {
        Terminal.write(Array((line + "\n").utf8), to: .output)
    }
}
