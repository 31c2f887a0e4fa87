import ArgumentParser
import HealthPipeline

struct OraclesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "oracles",
        abstract: "Compare our statistics with those that the archive states itself.",
        discussion: """
            The archive holds sums, averages, minima and maxima of workouts (WorkoutStatistics) and the rings of \
            each day (ActivitySummary), as Apple computed them. This command computes the same from the samples in \
            the store and says how many agree to 1e-5 (all the digits that the archive prints) and to 0.1 %, and \
            where they differ most. Sources are merged in the order of preferred_sources, inside a workout its own \
            source first; days are cut in timezone. Nothing is adjusted.

            Exit codes: 0 compared, whatever came out; 69 there is no store yet.
            """)

    @Flag(help: "One JSON document on standard output: hae.oracles/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let bar = global.progressBar("compare")
        let run = try OracleRun(global.workspace()) { done, total in
            bar.update(
                done: Int64(done), total: Int64(total), detail: "\(Humanize.count(done)) documents")
        }
        bar.finish()
        OraclesCommandReport(run: run).print(json: json)
    }
}
