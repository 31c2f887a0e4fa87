import ArgumentParser
import HealthBench

struct BenchImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "How fast archives are read into a store, beside a bare expat parse.",
        discussion: """
            Makes archives of invented people, the largest with 1.2 GB of XML; takes some minutes and 1 GB of disk \
            for a while, --quick a tenth of both. expat comes with python3. Exit codes: 0 measured, whatever came \
            out; 1 stopped; 64 usage; 74 I/O.
            """)

    @OptionGroup var options: BenchOptions

    func run() throws {
        try options.run("import") { try ImportBench($0).run() }
    }
}
