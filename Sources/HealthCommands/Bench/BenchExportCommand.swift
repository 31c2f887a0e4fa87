import ArgumentParser
import HealthBench

struct BenchExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "How fast a store is exported, beside reading its rows and writing the bytes.",
        discussion: """
            Fills stores with up to ten million samples; takes some minutes and 2 GB of disk for a while, --quick a \
            tenth of both. Exit codes: 0 measured, whatever came out; 1 stopped; 64 usage; 74 I/O.
            """)

    @OptionGroup var options: BenchOptions

    func run() throws {
        try options.run("export") { try ExportBench($0).run() }
    }
}
