import Foundation
import HealthOutbox
import HealthPipeline

/// G9: how much arrives twice when the sender is killed every 100 ms.
struct KillBench {
    private static let concurrency = 4
    private static let killEvery = 0.1
    private let bench: Bench

    init(_ bench: Bench) {
        self.bench = bench
    }

    func run() throws -> BenchRow {
        let count = bench.count(10_000)
        let server = try SinkServer(countsIDs: true)
        defer { server.stop() }
        let spool = try BenchSpool(
            "g9", in: bench, url: server.url, ["concurrency_max: \(Self.concurrency)"])
        try spool.enqueue(count, inGroupsOf: 64, run: try spool.openRun()) {
            BenchSpool.body(1 << 10, $0)
        }
        var kills = 0
        var left = count
        while left > 0 {
            let sender = try ChildProgram(
                bench.program,
                ["send", "--wait", "60s", "--quiet", "--config", spool.configuration]
                    + ["--spool", spool.spool])
            Thread.sleep(forTimeInterval: Self.killEvery)
            if sender.isRunning {
                sender.signal(SIGKILL)
                kills += 1
            }
            sender.wait()
            // What was in flight at five deaths in a row is set aside as a suspect.
            _ = try spool.outbox.change(
                .all, .release(force: false), actor: "bench", dryRun: false)
            left = try spool.outbox.stats().messages
            try bench.progress("kills", Double(count - left) / Double(count))
        }
        let arrivals = server.arrivals
        try spool.remove()
        let duplicates = arrivals.values.reduce(0) { $0 + $1 - 1 }
        let most = Double(max(1, kills * (Self.concurrency + Drain.aheadMax)))
        return BenchRow(
            id: "G9", what: "arrived twice, \(count) deliveries, a kill every 100 ms",
            figure: BenchFigure(Double(duplicates), .count),
            baseline: BenchFigure(most, .count), ratio: Double(duplicates) / most,
            goal: .atMost(1), runs: [Double(duplicates)],
            note: "\(kills) kills; allowed are kills times (concurrency + group)"
                + (arrivals.count == count ? "" : "; \(count - arrivals.count) never arrived"))
    }
}
