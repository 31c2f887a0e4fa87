import Foundation
import HealthOutbox

/// G6: how long a start takes with many messages waiting, from exec to the first request.
struct StartBench {
    private static let secondsMax = 0.5
    private let bench: Bench

    init(_ bench: Bench) {
        self.bench = bench
    }

    func run() throws -> [BenchRow] {
        [try row("4 KiB", 4 << 10), try row("400 KiB", 400 << 10)]
    }

    private func row(_ size: String, _ length: Int) throws -> BenchRow {
        let count = bench.count(100_000)
        let server = try SinkServer()
        defer { server.stop() }
        let spool = try BenchSpool(
            "g6-\(length)", in: bench, url: server.url, ["concurrency_max: 1"])
        // Large bodies are files by their digest: one for all, or they would fill the disk.
        let isBlob = length > 96 << 10
        let shared = BenchSpool.body(length, 0)
        try spool.enqueue(count, inGroupsOf: 1000, run: try spool.openRun()) {
            isBlob ? shared : BenchSpool.body(length, $0)
        } onGroup: {
            try bench.progress("fill, \(size)", Double($0) / Double(count))
        }
        try spool.close()
        var times: [Double] = []
        for _ in 0..<Bench.rounds {
            server.forget()
            let start = ContinuousClock.now
            let sender = try ChildProgram(
                bench.program,
                ["send", "--wait", "60s", "--quiet", "--config", spool.configuration]
                    + ["--spool", spool.spool])
            while server.firstArrival == nil, sender.isRunning { usleep(500) }
            sender.signal(SIGTERM)
            sender.wait()
            guard let first = server.firstArrival else { break }
            times.append((first - start).inSeconds)
            try bench.progress("start, \(size)", Double(times.count) / Double(Bench.rounds))
        }
        try FileManager.default.removeItem(atPath: spool.spool)
        return BenchRow(
            id: "G6", what: "start with \(count) messages of \(size), exec to first request",
            figure: BenchFigure(PairedRuns.median(times), .seconds),
            goal: .atMost(Self.secondsMax), runs: times,
            note: isBlob
                ? "page cache warm; all messages share one file" : "page cache warm")
    }
}

extension Duration {
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
