import ArgumentParser
import Foundation
import HealthBench
import HealthPipeline

/// What every bench takes.
struct BenchOptions: ParsableArguments {
    @Flag(help: "A tenth of the work, to try it out; goals that depend on size mean less.")
    var quick = false

    @Flag(help: "One JSON document on standard output: hae.bench/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    /// Measures in a folder of its own, and prints the rows.
    func run(_ name: String, _ measure: (Bench) throws -> [BenchRow]) throws {
        let spool = try global.workspace().spool
        let folder =
            (spool as NSString).deletingLastPathComponent + "/hae-bench-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let isStopped = StopFlag()
        let signals = StopSignals { isStopped.set() }
        defer { withExtendedLifetime(signals) {} }
        let bar = global.progressBar("bench \(name)")
        defer { bar.finish() }
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let bench = Bench(
            folder: folder, program: program, registry: BuiltInProviders.registry, isQuick: quick
        ) { what, share in
            if isStopped.isSet { throw ExitStatus.failed }
            bar.update(done: Int64(share * 1000), total: 1000, detail: what)
        }
        let rows = try measure(bench)
        bar.finish()
        BenchReport(name: name, rows: rows, isQuick: quick).print(json: json)
    }
}
