import ArgumentParser
import HealthPipeline

struct OutboxShapeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shape",
        abstract: "Count messages by their age in minutes, in the manner of Postfix's qshape.",
        discussion: """
            A column counts messages that are at most so many minutes old and older than the column before. \
            Exit codes: 0 done, 69 no spool, 74 I/O.
            """)

    @Option(
        help: ArgumentHelp("Rows: lane, automation or error.", valueName: "key"),
        transform: OutboxShapeCommand.key)
    var by: ShapeKey = .lane

    @Flag(help: "One JSON document on standard output: hae.outbox.shape/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let desk = try OutboxDesk(global, .readOnly)
        let rows = try desk.outbox.shape(by: by)
        OutboxShapeReport(key: by, rows: rows).print(json: json)
        if rows.isEmpty, !json { global.say("The outbox is empty.") }
    }

    private static func key(_ text: String) throws -> ShapeKey {
        guard let key = ShapeKey(rawValue: text.lowercased()) else {
            throw ValidationError("\"\(text)\" is not lane, automation or error.")
        }
        return key
    }
}

/// `hae.outbox.shape/1`: ages of messages.
struct OutboxShapeReport: Report {
    static let schema = "hae.outbox.shape/1"

    let key: ShapeKey
    let rows: [ShapeRow]

    func writeMembers(to json: inout JSONWriter) {
        json.member("by", key.rawValue)
        json.key("minutes")
        json.array { for bound in ShapeRow.minutes { $0.integer(bound) } }
        json.key("rows")
        json.array {
            for row in rows {
                $0.object {
                    $0.member("name", row.name)
                    $0.member("total", row.total)
                    $0.key("counts")
                    $0.array { for count in row.counts { $0.integer(count) } }
                }
            }
        }
    }

    var lines: [String] {
        let ages = ShapeRow.minutes.map { "\($0)m" } + ["older"]
        var table = Table(
            [(key.rawValue.uppercased(), .left), ("TOTAL", .right)] + ages.map { ($0, .right) })
        for row in rows { table.add([row.name, String(row.total)] + row.counts.map(String.init)) }
        if rows.count > 1 {
            let sums = ages.indices.map { column in rows.reduce(0) { $0 + $1.counts[column] } }
            table.add(["TOTAL", String(sums.reduce(0, +))] + sums.map(String.init))
        }
        return table.lines
    }
}
