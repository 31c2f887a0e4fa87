import ArgumentParser
import HealthBench

struct BenchOutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "How fast and how small the outbox is: goals G1, G2 and G5 to G9.",
        discussion: """
            Takes some minutes and up to 3 GB of disk for a while; --quick a tenth of both. Exit codes: 0 measured, \
            whatever came out; 1 stopped; 64 usage; 74 I/O.
            """)

    @OptionGroup var options: BenchOptions

    func run() throws {
        try options.run("outbox") { try OutboxBench($0).run() }
    }
}
