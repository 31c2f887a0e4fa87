import ArgumentParser
import HealthPipeline

struct OutboxReceiptsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts",
        abstract: "List proofs of delivery, and the tombstones of what ended otherwise.",
        discussion: """
            Oldest first. DUP? says "maybe" when an earlier attempt may have arrived as well; DIGEST is the \
            beginning of the SHA-256 of the body as it was sent. Exit codes: 0 done, 64 usage, 69 no spool, 74 I/O.
            """)

    @Option(
        help: ArgumentHelp(
            "Only what ended since then: an RFC 3339 time, or how long ago (2h, 7d).",
            valueName: "time"), transform: Since.init)
    var since: Since?

    @Option(help: ArgumentHelp("Only this automation, by name or id.", valueName: "automation"))
    var automation: String?

    @Option(
        help: ArgumentHelp(
            "At most this many (default: 1000; with --jsonl all).", valueName: "count"))
    var limit: Int?

    @Flag(help: "One JSON document on standard output: hae.outbox.receipts/1.")
    var json = false

    @Flag(help: "One JSON object a line: hae.outbox.receipt/1.")
    var jsonl = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if json, jsonl { throw ValidationError("--json and --jsonl exclude each other.") }
        if let limit, limit < 1 { throw ValidationError("--limit: give a number from 1 on.") }
    }

    func run() throws {
        let desk = try OutboxDesk(global, .readOnly)
        let selection = ReceiptSelection(
            since: since?.moment(now: desk.now), automation: automation.map(desk.automationID))
        let most = limit ?? (jsonl ? Int.max : 1000)
        var rows: [ReceiptsReport.Row] = []
        var (count, more) = (0, false)
        try desk.outbox.forEachReceipt(selection) { receipt in
            if count == most {
                more = true
                return false
            }
            count += 1
            let name = try desk.name(of: receipt.automation, run: receipt.run)
            if jsonl {
                JSONLine.print("hae.outbox.receipt/1") { receipt.writeMembers(to: &$0, name: name) }
            } else {
                rows.append(.init(receipt: receipt, name: name))
            }
            return true
        }
        if !jsonl { ReceiptsReport(rows: rows, more: more).print(json: json) }
        if more { global.say("There are more than \(most); --limit shows more of them.") }
        if count == 0, !json, !jsonl { global.say("There is no receipt.") }
    }
}

/// `hae.outbox.receipts/1`: how messages ended.
struct ReceiptsReport: Report {
    struct Row {
        var receipt: Receipt
        var name: String
    }

    static let schema = "hae.outbox.receipts/1"

    let rows: [Row]
    let more: Bool

    func writeMembers(to json: inout JSONWriter) {
        json.key("receipts")
        json.array {
            for row in rows { $0.object { row.receipt.writeMembers(to: &$0, name: row.name) } }
        }
        json.member("more", more)
    }

    var lines: [String] {
        var table = Table(Receipt.columns)
        for row in rows { table.add(row.receipt.cells(name: row.name)) }
        return table.lines
    }
}
