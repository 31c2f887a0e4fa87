import ArgumentParser
import HealthPipeline

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show the activity log: runs, newest first, with what happened in each.",
        discussion: """
            A run tells what it read and how long that took, with a warning for queries longer than slow_query; \
            the parts that it made and their days; what the endpoint answered; and its totals. -v shows the facts \
            of each line too. The log is kept for retention: events, and never grows beyond 250 000 lines.

            --follow prints what happens from now on, one line an event, until it is stopped. --clear removes runs \
            that are over, of one automation or of all, and nothing else: receipts and messages that wait stay. \
            --share packs versions, configuration, status, log and figures for somebody who is to help: without \
            secrets, addresses, names of devices, and health values.

            Exit codes: 0 done, 1 no such run or the file is there, 64 usage, 69 no spool, 74 I/O, 77 permission.
            """)

    @Argument(help: ArgumentHelp("Only this automation, by name or id.", valueName: "name"))
    var name: String?

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp("Only this run, by id or unique prefix.", valueName: "id"))
    var runID: String?

    @Option(help: ArgumentHelp("At most this many runs.", valueName: "count"))
    var limit = 20

    @Flag(help: "Print new events as they come.")
    var follow = false

    @Flag(help: "Remove runs that are over; needs --yes.")
    var clear = false

    @Option(
        help: ArgumentHelp("Write diagnostics into this new file.", valueName: "file.zip"))
    var share: String?

    @Flag(help: "Yes, remove them.")
    var yes = false

    @Flag(help: "With --clear: only count them.")
    var dryRun = false

    @Flag(
        help:
            "One JSON document on standard output: hae.log/1; with --follow one object a line: hae.log.event/1."
    )
    var json = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit: give a number from 1 on.") }
        if [follow, clear, runID != nil, share != nil].filter(\.self).count > 1 {
            throw ValidationError("--run, --follow, --clear and --share exclude each other.")
        }
        if yes || dryRun, !clear { throw ValidationError("--yes and --dry-run belong to --clear.") }
        if clear, !yes, !dryRun {
            throw ValidationError(
                "What is cleared is gone; add --yes, or --dry-run to see how many runs it means.")
        }
    }

    func run() throws {
        if let share {
            return try LogSharing(global, automation: name).run(into: share, json: json)
        }
        let desk = try OutboxDesk(global, clear && !dryRun ? .existing : .readOnly)
        let automation = name.map(desk.automationID)
        if clear {
            try LogClearing(desk: desk, automation: automation, dryRun: dryRun).run()
                .report(json: json, to: global)
        } else if follow {
            try LogFollower(desk: desk, automation: automation, json: json).run()
        } else {
            try show(desk, automation)
        }
    }

    private func show(_ desk: OutboxDesk, _ automation: String?) throws {
        var selection = RunSelection(automation: automation, limit: limit + 1)
        if let runID {
            selection.id = try desk.outbox.resolveRun(runID)
            selection.eventsMax = 100_000
        }
        let runs = try desk.outbox.runs(selection)
        if runID != nil, runs.isEmpty {
            throw CommandFailure(.failed, "There is no such run; \"hae log\" lists them.")
        }
        let more = runs.count > limit
        let answers = RunAnswers(desk.outbox)
        let stories = try runs.prefix(limit).map(answers.withAnswers)
        LogReport(runs: stories, more: more, now: desk.now, facts: global.place.verbose)
            .print(json: json)
        if more { global.say("There are older runs; --limit shows more of them.") }
        if runs.isEmpty, !json { global.say("Nothing has run yet.") }
    }
}
