import Testing

@testable import HealthCommands

struct LeadingOptionsTests {
    @Test(arguments: [
        (["--spool", "S", "import", "a.zip"], ["import", "--spool", "S", "a.zip"]),
        (["--spool=S", "-v", "outbox", "list"], ["outbox", "list", "--spool=S", "-v"]),
        (
            ["--config", "c", "--now", "t", "automations", "show", "outbox"],
            ["automations", "show", "--config", "c", "--now", "t", "outbox"]
        ),
        // What is not theirs stays where it is.
        (["outbox", "list", "--spool", "S"], ["outbox", "list", "--spool", "S"]),
        (["--version"], ["--version"]), ([], []), (["--spool"], ["--spool"]),
        (["--spool", "S", "--json", "status"], ["--spool", "S", "--json", "status"]),
        (["--spool", "S", "unheard-of"], ["--spool", "S", "unheard-of"]),
    ])
    func `options of every command may stand before it`(
        arguments: [String], moved: [String]
    ) throws {
        #expect(try LeadingOptions.moved(arguments, below: Hae.self) == moved)
    }

    @Test func `the program takes them in front as well as behind`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(2)
        let behind = try Program.run(["outbox", "list", "--ids"] + spool.place, in: "/")
        let before = try Program.run(spool.place + ["outbox", "list", "--ids"], in: "/")
        #expect(behind.status == 0)
        #expect(behind.output.split(separator: "\n").count == 2)
        #expect(before == behind)
    }

    @Test func `a configuration in front of tap is told apart from Singer's`() throws {
        let result = try Program.run(["--config", "hae.yaml", "tap"], in: "/")
        #expect(result.status == 64)
        #expect(result.errors.contains("HAE_CONFIG"), "\(result.errors)")
    }
}
