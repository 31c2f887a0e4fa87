import Testing

struct HelpTests {
    static let commands: [[String]] =
        [["status"], ["log"], ["outbox"], ["automations"]]
        + ["list", "show", "import", "reset"].map { ["automations", $0] }
        + [
            "status", "shape", "list", "show", "retry", "hold", "release", "cancel", "flush",
            "receipts", "verify", "check", "export",
        ].map { ["outbox", $0] }

    /// What §13 of the outbox reference and the design promise of each.
    static let options: [String: [String]] = [
        "status": ["--check", "--json"],
        "log": ["--run", "--follow", "--clear", "--json"],
        "automations list": ["--json"], "automations show": ["--json"],
        "automations import": ["--dry-run", "--json"],
        "automations reset": ["--to", "--dry-run", "--json"],
        "outbox status": ["--changes", "--json"],
        "outbox shape": ["--by", "--json"],
        "outbox list": [
            "--state", "--automation", "--lane", "--status", "--error", "--older-than", "--due",
            "--limit", "--sort", "--columns", "--json", "--jsonl", "--ids",
        ],
        "outbox show": ["--attempts", "--headers", "--body", "--curl", "--json"],
        "outbox retry": [
            "--match", "--all", "--now", "--at", "--reset-attempts", "--force", "--dry-run",
            "--json",
        ],
        "outbox hold": [
            "--automation", "--lane", "--all", "--reason", "--force", "--dry-run", "--json",
        ],
        "outbox release": ["--automation", "--lane", "--all", "--force", "--dry-run", "--json"],
        "outbox cancel": [
            "--automation", "--lane", "--all", "--reason", "--force", "--yes", "--dry-run",
            "--json",
        ],
        "outbox flush": ["--lane", "--all", "--dry-run", "--json"],
        "outbox receipts": ["--since", "--automation", "--json", "--jsonl"],
        "outbox verify": ["--deep", "--repair", "--json"],
        "outbox check": ["--max-age", "--max-dead", "--max-bytes", "--json"],
    ]

    @Test(arguments: commands)
    func `help names the exit codes and explains every option`(command: [String]) throws {
        let result = try Program.run(command + ["--help"], in: "/")
        #expect(result.status == 0)
        let words = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("Exit codes: 0 "), "\(result.output)")
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.hasPrefix("  -") {
            // Either on the same line, behind two blanks, or on the next one, indented further.
            let sameLine = line.dropFirst(2).contains("  ")
            let nextLine = index + 1 < lines.count && lines[index + 1].hasPrefix("       ")
            #expect(sameLine || nextLine, "no help in: \(line)")
        }
        for option in Self.options[command.joined(separator: " ")] ?? [] {
            #expect(result.output.contains("  \(option)"), "\(command) has no \(option)")
        }
    }
}
