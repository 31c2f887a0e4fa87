import ArgumentParser
import HealthPipeline

struct OutboxVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the outbox against its promises.",
        discussion: """
            Looks for lost or damaged bodies, wrong counters and rows that refer to nothing. --deep hashes every \
            body and lets SQLite check its file. --repair mends what can be mended (damaged bodies are made again \
            from the store) and sets the rest aside, where it stops nobody else. Exit codes: 0 all is well or was \
            mended, 64 usage, 65 something is damaged, 69 no spool, 74 I/O.
            """)

    @Flag(help: "Hash every body, and check the database file.")
    var deep = false

    @Flag(help: "Mend what can be mended; set aside what cannot.")
    var repair = false

    @Flag(help: "One JSON document on standard output: hae.outbox.verify/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let desk = try OutboxDesk(global, repair ? .existing : .readOnly)
        // Without a store nothing can be made again, and there is much else to mend.
        let renderer =
            repair ? try? StoreRenderer(workspace: desk.workspace, outbox: desk.outbox) : nil
        let report = try desk.outbox.verify(
            VerifyOptions(deep: deep, repair: repair, renderer: renderer))
        OutboxVerifyReport(report: report, deep: deep, repair: repair).print(json: json)
        if report.problems.contains(where: { !$0.repaired }) { throw ExitStatus.badData }
    }
}

/// `hae.outbox.verify/1`: what was looked at, and what was found.
struct OutboxVerifyReport: Report {
    static let schema = "hae.outbox.verify/1"

    let report: VerifyReport
    let deep: Bool
    let repair: Bool

    func writeMembers(to json: inout JSONWriter) {
        json.key("checked")
        json.object {
            $0.member("messages", report.messages)
            $0.member("bodies", report.bodies)
            $0.member("blobs", report.blobs)
        }
        json.member("deep", deep)
        json.key("problems")
        json.array {
            for problem in report.problems {
                $0.object {
                    $0.member("id", problem.id)
                    $0.member("kind", problem.kind.rawValue)
                    $0.member("repaired", problem.repaired)
                    $0.member("text", problem.text)
                }
            }
        }
    }

    var lines: [String] {
        let open = report.problems.count { !$0.repaired }
        var lines = [
            "\(Humanize.count(report.messages, "message")), \(Humanize.count(report.bodies)) bodies "
                + "(\(Humanize.count(report.blobs)) in files) checked"
                + (deep ? ", every byte of them" : "") + ": "
                + (report.problems.isEmpty
                    ? "all is well" : Humanize.count(report.problems.count, "problem"))
        ]
        for problem in report.problems {
            let id = problem.id.map { "\($0.short): " } ?? ""
            lines.append("  \(id)\(problem.text)" + (problem.repaired ? " Mended." : ""))
        }
        if open > 0 {
            lines.append(
                repair
                    ? "What could not be mended is set aside: hae outbox list --state corrupt"
                    : "Mend it with: hae outbox verify --repair" + (deep ? " --deep" : ""))
        }
        return lines
    }
}
