import ArgumentParser
import HealthPipeline

/// Which messages `hold`, `release` and `cancel` mean: ids, an automation's, a lane's, or all.
struct MessageChoice: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Ids or unique prefixes of four characters or more; - reads them from standard input.",
            valueName: "id"))
    var ids: [String] = []

    @Option(
        help: ArgumentHelp("All messages of an automation, by name or id.", valueName: "automation")
    )
    var automation: String?

    @Option(help: ArgumentHelp("All messages of a lane.", valueName: "lane"))
    var lane: String?

    @Flag(help: "Everything that is not finished.")
    var all = false

    func validate() throws {
        let ways = [!ids.isEmpty, automation != nil, lane != nil, all].filter(\.self).count
        guard ways == 1 else {
            throw ValidationError(
                ways == 0
                    ? "Say which messages: ids, -, --automation, --lane or --all."
                    : "Ids, --automation, --lane and --all exclude each other.")
        }
    }

    func selection(
        _ desk: OutboxDesk
    ) throws -> (selection: MessageSelection, unknown: [String]) {
        guard !ids.isEmpty else {
            return (MessageSelection(automation: automation, lane: lane), [])
        }
        let typed = try MessageIDs(ids, in: desk.outbox)
        return (MessageSelection(ids: typed.found), typed.unknown)
    }
}
