import ArgumentParser
import HealthPipeline

struct OutboxListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List messages: what is not finished, oldest first.",
        discussion: """
            Finished messages (--state delivered, cancelled, split) are read from their receipts. All filters \
            have to fit. Exit codes: 0 done, also when nothing fits, 64 usage, 69 no spool, 74 I/O.
            """)

    @Option(
        help: ArgumentHelp(
            """
            Only this state; may be repeated: ready, inflight, held, dead, corrupt, delivered, cancelled, split.
            """, valueName: "state"), transform: ArgumentValues.state)
    var state: [MessageState] = []

    @Option(help: ArgumentHelp("Only this automation, by name or id.", valueName: "automation"))
    var automation: String?

    @Option(help: ArgumentHelp("Only this lane.", valueName: "lane"))
    var lane: String?

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp("Only this run, by id or unique prefix.", valueName: "run"))
    var runID: String?

    @Option(
        help: ArgumentHelp(
            "Only messages whose last answer had this status: 503, 4xx.", valueName: "status"),
        transform: ArgumentValues.status)
    var status: MessageSelection.Status?

    @Option(
        help: ArgumentHelp(
            """
            Only messages whose last attempt ended in this class: temporary, ambiguous, permanent, lane_net, \
            lane_auth, lane_config, lane_tls, throttle, too_large and so on.
            """, valueName: "class"), transform: ArgumentValues.fate)
    var error: Verdict.Fate?

    @Option(
        help: ArgumentHelp("Only messages enqueued longer ago than this: 2h.", valueName: "time"),
        transform: ArgumentValues.seconds)
    var olderThan: Double?

    @Flag(help: "Only messages that are ready and due.")
    var due = false

    @Option(help: ArgumentHelp("At most this many.", valueName: "count"))
    var limit = 50

    @Option(
        help: ArgumentHelp(
            "age, size, try, next, state, automation or lane: oldest, largest, most tried, soonest first.",
            valueName: "field"), transform: OutboxListCommand.sort)
    var sort: MessageSort = .age

    @Option(
        help: ArgumentHelp(
            """
            Columns of the table, such as id,state,size. Beside those shown: lane, stream, records, bytes, \
            created, expires, reason, class, parent.
            """, valueName: "names"), transform: MessageColumn.named)
    var columns: [MessageColumn]?

    @Flag(help: "One JSON document on standard output: hae.outbox.list/1.")
    var json = false

    @Flag(help: "One JSON object a line: hae.outbox.message/1.")
    var jsonl = false

    @Flag(help: "Only ids, in full, one a line.")
    var ids = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if [json, jsonl, ids, columns != nil].filter(\.self).count > 1 {
            throw ValidationError("--json, --jsonl, --ids and --columns exclude each other.")
        }
        guard limit > 0 else { throw ValidationError("--limit: give a number from 1 on.") }
        if state.contains(where: \.isFinished), due || error != nil {
            throw ValidationError(
                "--due and --error mean nothing for finished messages; leave them out or name other states."
            )
        }
    }

    func run() throws {
        let desk = try OutboxDesk(global, .readOnly)
        let query = MessageQuery(
            filters: MessageFilters(
                states: Set(state), automation: automation, lane: lane, run: runID, status: status,
                fate: error, olderThanSeconds: olderThan, dueOnly: due),
            sort: sort, limit: limit)
        let answer = try query.run(desk)
        if ids {
            let text = answer.messages.map { $0.id.text + "\n" }.joined()
            Terminal.write(Array(text.utf8), to: .output)
        } else if jsonl {
            for message in answer.messages {
                JSONLine.print("hae.outbox.message/1", message.writeMembers)
            }
        } else {
            MessageListReport(
                answer: answer, columns: columns ?? MessageColumn.standard, now: desk.now
            ).print(json: json)
        }
        if answer.more {
            global.say("There are more than \(limit); --limit shows more of them.")
        } else if answer.messages.isEmpty, !json, !jsonl, !ids {
            global.say("No message fits.")
        }
    }

    private static func sort(_ text: String) throws -> MessageSort {
        guard let sort = MessageSort(rawValue: text.lowercased()) else {
            let allowed = MessageSort.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(text)\" is no order; there are \(allowed).")
        }
        return sort
    }
}
