import ArgumentParser

struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Figures beside the raw limits of this machine, taken in the same run.",
        discussion: """
            Each row shows a figure, the baseline that was measured beside it, their ratio, and the goal. Figures \
            depend on the machine; ratios hardly do. Works in a folder of its own beside the spool, on the same \
            disk, and removes it. Give the machine nothing else to do meanwhile.
            """,
        subcommands: [
            BenchImportCommand.self, BenchExportCommand.self, BenchOutboxCommand.self,
            BenchDrainCommand.self,
        ])
}
