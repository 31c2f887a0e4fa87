import ArgumentParser
import HealthPipeline

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Export, enqueue and send what automations have to say.",
        discussion: """
            Without names all enabled automations run. With --from or --to it is a manual export of that range: \
            it never touches checkpoints and works for disabled automations too.

            Each due message is tried once; --wait goes on trying, --no-send only enqueues. Ctrl-C stops it as soon \
            as what is in flight has ended; what was enqueued stays, and the next run goes on behind it. Exit codes: \
            0 all delivered or nothing to send, 1 something failed or was refused for good, 75 something is still \
            queued or held, 78 bad configuration, 130 stopped with work left.
            """)

    private static let stopped = ExitCode(130)

    @Argument(help: "Names of automations.")
    var names: [String] = []

    @Option(
        help: ArgumentHelp("The first day or RFC 3339 time of a manual export.", valueName: "date"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "The last day (included) or the RFC 3339 time at which it ends; default: now.",
            valueName: "date"))
    var to: String?

    @Flag(help: "Count what would be sent; change nothing.")
    var dryRun = false

    @Flag(help: "Enqueue and leave the sending to \"hae send\" or the daemon.")
    var noSend = false

    @Option(help: ArgumentHelp("Go on trying for that long: 60s, 5m.", valueName: "time"))
    var wait: String?

    @Flag(help: "One JSON document on standard output: hae.run/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    /// What Ctrl-C and SIGTERM end.
    private struct Stop {
        let flag = StopFlag()
        let control = DrainControl()

        func listen() -> StopSignals {
            StopSignals { [flag, control] in
                flag.set()
                control.stop()
            }
        }
    }

    func validate() throws {
        if noSend || dryRun, wait != nil {
            throw ValidationError("--wait has nothing to wait for without sending.")
        }
        if let wait, ConfigDuration.parse(wait) == nil {
            throw ValidationError("--wait: \"\(wait)\" is not a duration such as 60s or 5m.")
        }
        if to != nil, from == nil { throw ValidationError("--to needs --from.") }
    }

    func run() throws {
        let workspace = try global.workspace()
        let automations = try chosen(in: workspace)
        let readsStore = automations.contains(where: workspace.readsStore)
        let stop = Stop()
        let signals = stop.listen()
        defer { withExtendedLifetime(signals) {} }
        if dryRun {
            let exporter = try Exporter.forDryRuns(in: workspace, readsStore: readsStore)
            let outcomes = try export(automations, workspace, stop) { automation, range, progress in
                [try exporter.dryRun(automation, range: range, progress: progress)]
            }
            return try finish(outcomes, nil, stop)
        }
        let runs = try RunSession(workspace: workspace, readsStore: readsStore)
        var outcomes = try export(automations, workspace, stop) { automation, range, progress in
            try runs.exporter.run(
                automation, kind: range == nil ? .scheduled : .manual, range: range,
                progress: progress)
        }
        var report: DrainReport?
        if !noSend, !stop.flag.isSet {
            report = try send(runs, outcomes, stop)
            try runs.refresh(&outcomes)
            try CommandNotices(workspace, logger: global.logger).tell(outcomes, in: runs.outbox)
        }
        try finish(outcomes, report, stop)
    }

    private func finish(_ outcomes: [RunOutcome], _ drain: DrainReport?, _ stop: Stop) throws {
        RunsReport(outcomes: outcomes, drain: drain, isDryRun: dryRun).print(json: json)
        let status = RunsReport.status(of: outcomes, sends: !dryRun && !noSend)
        if stop.flag.isSet, status == .done || status == .queued {
            global.say("hae: stopped; \"hae run\" goes on with what is left.")
            throw Self.stopped
        }
        if status != .done { throw status }
    }

    private func chosen(in workspace: Workspace) throws -> [AutomationConfig] {
        let all = workspace.configuration.automations
        if names.isEmpty {
            let enabled = all.filter(\.enabled)
            if enabled.isEmpty {
                throw CommandFailure(
                    .configuration,
                    "No automation is enabled; \"hae init\" writes a configuration to begin with.")
            }
            return enabled
        }
        return try names.map { name in
            let automation = try workspace.configuration.automation(called: name)
            if !automation.enabled, from == nil {
                throw CommandFailure(
                    .configuration,
                    "The automation \"\(name)\" is disabled; set enabled: true, or give --from for a manual export."
                )
            }
            return automation
        }
    }

    /// Does the work of automations one after the other, each under a progress bar, until it is told to stop.
    private func export(
        _ automations: [AutomationConfig], _ workspace: Workspace, _ stop: Stop,
        _ work: (AutomationConfig, Range<Instant>?, @escaping Exporter.ProgressHandler) throws ->
            [RunOutcome]
    ) throws -> [RunOutcome] {
        var outcomes: [RunOutcome] = []
        for automation in automations where !stop.flag.isSet {
            let bar = global.progressBar("export \(automation.name)")
            defer { bar.finish() }
            let zone = try workspace.zone(of: automation.measure)
            let range = try manualRange(zone: zone, now: workspace.now.instant)
            do {
                outcomes += try work(automation, range) { records, stream, streams in
                    if stop.flag.isSet { throw RunStopped() }
                    bar.update(
                        done: Int64(stream), total: Int64(streams),
                        detail: "\(Humanize.count(records)) records")
                }
            } catch is RunStopped {
                break
            }
        }
        return outcomes
    }

    private func send(
        _ runs: RunSession, _ outcomes: [RunOutcome], _ stop: Stop
    ) throws -> DrainReport {
        let bar = global.progressBar("send")
        defer { bar.finish() }
        let total = Int64(outcomes.reduce(0) { $0 + $1.requests })
        return try Drain.run(
            workspace: runs.workspace, outbox: runs.outbox,
            mode: wait.flatMap { ConfigDuration.parse($0) }.map { .waiting($0) } ?? .onePass,
            watching: outcomes.compactMap(\.id), control: stop.control
        ) {
            bar.update(
                done: Int64($0.delivered), total: total, detail: Humanize.bytes($0.bytesSent))
        }
    }

    /// The range of a manual export: days of the automation's zone, or instants.
    private func manualRange(zone: ZoneTable, now: Instant) throws -> Range<Instant>? {
        guard let from else { return nil }
        let first = try Self.bound(from, option: "--from", zone: zone, isEnd: false)
        let last = try to.map { try Self.bound($0, option: "--to", zone: zone, isEnd: true) } ?? now
        guard first < last else {
            throw CommandFailure(
                .usage, "--from is not before --to; there is nothing between them.")
        }
        return first..<last
    }

    private static func bound(
        _ text: String, option: String, zone: ZoneTable, isEnd: Bool
    ) throws -> Instant {
        if let instant = Instant(rfc3339: text) { return instant }
        let bytes = Array(text.utf8)
        guard bytes.count == 10, let midnight = WireDate.parse(bytes, zone: zone) else {
            throw CommandFailure(
                .usage,
                "\(option): \"\(text)\" is neither a day such as 2026-03-10 nor an RFC 3339 time.")
        }
        return isEnd ? zone.start(of: zone.date(of: midnight).advanced(byDays: 1)) : midnight
    }
}
