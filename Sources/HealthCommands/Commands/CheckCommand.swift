import ArgumentParser
import HealthPipeline

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check configuration, secrets, spool, disk and endpoints.",
        discussion: """
            Connects to the endpoint of every enabled automation; --post also sends {"data":{}}, which receivers \
            take as nothing new. Exit codes: 0 all good, 1 an endpoint does not answer as it should, 74 disk, \
            77 permission, 78 configuration.
            """)

    @Flag(help: "Also post an empty body to every endpoint.")
    var post = false

    @Flag(help: "One JSON document on standard output: hae.check/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let findings = SystemCheck.run(try global.workspace(), postsBody: post)
        CheckReport(findings: findings).print(json: json)
        if let bad = findings.first(where: { $0.level == .bad }) { throw bad.status }
    }
}

/// `hae.check/1`: what was looked at.
struct CheckReport: Report {
    static let schema = "hae.check/1"

    let findings: [SystemCheck.Finding]

    func writeMembers(to json: inout JSONWriter) {
        json.key("findings")
        json.array {
            for finding in findings {
                $0.object {
                    $0.member("level", finding.level.rawValue)
                    $0.member("subject", finding.subject)
                    $0.member("text", finding.text)
                }
            }
        }
    }

    var lines: [String] {
        findings.map { finding in
            let mark =
                switch finding.level {
                case .good: "ok     "
                case .warning: "warning"
                case .bad: "bad    "
                }
            return "\(mark) \(finding.subject): \(finding.text)"
        }
    }
}
