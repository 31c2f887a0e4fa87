import HealthOutbox

/// G8: what the disk has to take for each byte of a body, from its enqueue to the checkpoint.
struct WrittenBytesBench {
    private static let goals = (row: BenchGoal.atMost(2.5), blob: BenchGoal.atMost(1.1))
    private let bench: Bench

    init(_ bench: Bench) {
        self.bench = bench
    }

    func run() throws -> [BenchRow] {
        [
            try row(
                "small bodies, 4 KiB in groups of 64", 4 << 10, bench.count(6400), Self.goals.row),
            try row(
                "small bodies, 64 KiB in groups of 64", 64 << 10, bench.count(640), Self.goals.row),
            try row("bodies that are files, 400 KiB", 400 << 10, bench.count(320), Self.goals.blob),
        ]
    }

    private func row(
        _ what: String, _ length: Int, _ count: Int, _ goal: BenchGoal
    ) throws -> BenchRow {
        let text = "bytes written for each byte of a body, \(what)"
        guard let before = WrittenBytes.sofar else {
            return .skipped(
                "G8", text, goal: goal, why: "the kernel does not count (/proc/self/io)")
        }
        let spool = try BenchSpool("g8-\(length)", in: bench)
        let run = try spool.openRun()
        try spool.enqueue(count, inGroupsOf: 64, run: run) {
            BenchSpool.body(length, $0)
        } onGroup: {
            try bench.progress("bytes written", Double($0) / Double(count))
        }
        // Only a sender checkpoints.
        let sender = try spool.outbox.openSender(SenderOptions(programVersion: "bench"))
        try sender.close(now: .now())
        let written = (WrittenBytes.sofar ?? before) - before
        try spool.remove()
        if written == 0 {
            return .skipped("G8", text, goal: goal, why: "this volume is in memory")
        }
        let payload = Double(count) * Double(length)
        return BenchRow(
            id: "G8", what: text, figure: BenchFigure(Double(written), .bytes),
            baseline: BenchFigure(payload, .bytes), ratio: Double(written) / payload, goal: goal,
            runs: [Double(written)])
    }
}
