import ArgumentParser
import HealthBench

struct BenchDrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drain",
        abstract: "How fast messages leave, beside a bare libcurl loop: goals G3 and G4.",
        discussion: """
            Sends to servers of its own on loopback; the one that speaks TLS needs openssl and python3. Exit codes: \
            0 measured, whatever came out; 1 stopped; 64 usage; 74 I/O.
            """)

    @OptionGroup var options: BenchOptions

    func run() throws {
        try options.run("drain") { try DrainBench($0).run() }
    }
}
