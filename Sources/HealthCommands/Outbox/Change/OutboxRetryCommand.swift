import ArgumentParser
import HealthPipeline

struct OutboxRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Try dead and waiting messages again.",
        discussion: """
            --match takes the filters of "list" as KEY=VALUE and may be repeated, all have to fit: \
            --match state=dead --match status=503. Keys: state, automation, lane, run, status, error, older-than.

            Exit codes: 0 done, 1 nothing matched, 2 some were skipped, 64 usage, 69 no spool, 74 I/O.
            """)

    @Argument(
        help: ArgumentHelp(
            "Ids or unique prefixes of four characters or more; - reads them from standard input.",
            valueName: "id"))
    var ids: [String] = []

    @Option(help: ArgumentHelp("All messages that fit.", valueName: "key=value"))
    var match: [String] = []

    @Flag(help: "Everything that is dead or waits.")
    var all = false

    @Option(
        help: ArgumentHelp("Not before this RFC 3339 time.", valueName: "time"),
        transform: ArgumentValues.instant)
    var at: Instant?

    @Flag(help: "Forget how often they have failed.")
    var resetAttempts = false

    @Flag(help: "Also what a later run has overtaken.")
    var force = false

    @OptionGroup var flags: ChangeFlags
    @OptionGroup var place: PlaceOptions

    @Option(
        defaultAsFlag: "", parsing: .next,
        help: ArgumentHelp(
            "At once, which is the default. With an RFC 3339 time: take it for the present, as elsewhere.",
            valueName: "time"))
    var now: String?

    func validate() throws {
        let ways = [!typedIDs.isEmpty, !match.isEmpty, all].filter(\.self).count
        guard ways == 1 else {
            throw ValidationError(
                ways == 0
                    ? "Say which messages: ids, -, --match or --all."
                    : "Ids, --match and --all exclude each other.")
        }
        _ = try filters()
        if at != nil, now == "" { throw ValidationError("--now and --at exclude each other.") }
    }

    func run() throws {
        let filters = try filters()
        try MessageChange(
            action: .retry(
                at: at.map { Moment($0) }, resetAttempts: resetAttempts, force: force),
            dryRun: flags.dryRun, json: flags.json, global: GlobalOptions(place, now: fixedNow)
        ).perform { desk in
            guard typedIDs.isEmpty else {
                let typed = try MessageIDs(typedIDs, in: desk.outbox)
                return (MessageSelection(ids: typed.found), typed.unknown)
            }
            let run = try filters.run.map { try desk.outbox.resolveRun($0) }
            return (filters.selection(now: desk.now, run: run), [])
        }
    }

    private func filters() throws -> MessageFilters {
        var filters = MessageFilters()
        for text in match { try filters.add(text) }
        return filters
    }

    private var fixedNow: String? { now.flatMap { Instant(rfc3339: $0) == nil ? nil : $0 } }

    /// A word behind `--now` that is no time is an id: `retry --now ef8d7dfd`.
    private var typedIDs: [String] {
        guard let now, !now.isEmpty, fixedNow == nil else { return ids }
        return [now] + ids
    }
}
