import Foundation
import HealthOutbox

/// G7: how long a look at the first page takes when very many messages wait.
struct ListBench {
    private let bench: Bench

    init(_ bench: Bench) {
        self.bench = bench
    }

    func run() throws -> BenchRow {
        let count = bench.count(1_000_000)
        let spool = try BenchSpool("g7", in: bench)
        try spool.enqueue(count, inGroupsOf: 2000, run: try spool.openRun()) {
            BenchSpool.body(64, $0)
        } onGroup: {
            try bench.progress("fill", Double($0) / Double(count))
        }
        // As a sender leaves it.
        let sender = try spool.outbox.openSender(SenderOptions(programVersion: "bench"))
        try sender.close(now: .now())
        try spool.close()
        var times: [Double] = []
        for round in 0..<Bench.rounds {
            times.append(
                try MeasuredProgram.run(
                    bench.program,
                    ["outbox", "list", "--config", spool.configuration, "--spool", spool.spool]
                ).seconds)
            try bench.progress("list", Double(round + 1) / Double(Bench.rounds))
        }
        try FileManager.default.removeItem(atPath: spool.spool)
        return BenchRow(
            id: "G7", what: "hae outbox list with \(count) messages, the whole command",
            figure: BenchFigure(PairedRuns.median(times), .seconds), goal: .atMost(0.05),
            runs: times)
    }
}
