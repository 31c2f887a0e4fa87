import Foundation
import HealthOutbox

/// G5: how often the program waits for the disk while it delivers.
struct SyncBench {
    private let bench: Bench

    init(_ bench: Bench) {
        self.bench = bench
    }

    func run() throws -> [BenchRow] {
        [
            try row("one at a time", concurrency: 1, goal: .atMost(1.0)),
            try row("eight at a time", concurrency: 8, goal: .atMost(0.3)),
        ]
    }

    private func row(_ what: String, concurrency: Int, goal: BenchGoal) throws -> BenchRow {
        let text = "syncs for each message that is delivered, \(what)"
        guard let strace = ChildProgram.find("strace") else {
            return .skipped("G5", text, goal: goal, why: "install strace to count them")
        }
        let count = bench.count(1000)
        try bench.progress("syncs", 0)
        let server = try SinkServer()
        defer { server.stop() }
        let spool = try BenchSpool(
            "g5-\(concurrency)", in: bench, url: server.url, ["concurrency_max: \(concurrency)"])
        try spool.enqueue(count, inGroupsOf: 64, run: try spool.openRun()) {
            BenchSpool.body(4 << 10, $0)
        }
        let table = bench.folder + "/strace"
        try ChildProgram(
            strace,
            ["-f", "-c", "-e", "trace=fdatasync,fsync", "-o", table, bench.program, "send"]
                + ["--wait", "120s", "--quiet", "--config", spool.configuration]
                + ["--spool", spool.spool]
        ).wait()
        let left = try spool.outbox.stats().messages
        try spool.remove()
        guard left < count, let calls = Self.calls(in: table) else {
            return .skipped("G5", text, goal: goal, why: "strace may not trace here")
        }
        let delivered = Double(count - left)
        return BenchRow(
            id: "G5", what: text, figure: BenchFigure(Double(calls), .count),
            baseline: BenchFigure(delivered, .count), ratio: Double(calls) / delivered, goal: goal,
            runs: [Double(calls)])
    }

    /// The calls of all rows of strace's table: percent, seconds, usecs/call, calls, [errors,] name.
    private static func calls(in file: String) -> Int? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        let counts = text.split(separator: "\n").compactMap { line -> Int? in
            let words = line.split(separator: " ")
            guard words.count >= 5, let name = words.last, ["fdatasync", "fsync"].contains(name)
            else {
                return nil
            }
            return Int(words[3])
        }
        return counts.isEmpty ? nil : counts.reduce(0, +)
    }
}
