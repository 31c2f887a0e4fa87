import Foundation
import HealthOutbox
import HealthPipeline

/// `hae bench outbox`: goals G1, G2 and G5 to G9 of the outbox reference, section 15.
public struct OutboxBench {
    private let bench: Bench

    public init(_ bench: Bench) {
        self.bench = bench
    }

    public func run() throws -> [BenchRow] {
        let single = try enqueueOneByOne()
        return [single, try enqueueInGroups(single: single)]
            + (try WrittenBytesBench(bench).run()) + (try SyncBench(bench).run())
            + [try KillBench(bench).run()] + (try StartBench(bench).run())
            + [try ListBench(bench).run()]
    }

    // MARK: - Enqueue

    private static let bodyBytes = 4 << 10
    private static let groupSize = 64

    private func enqueueOneByOne() throws -> BenchRow {
        let count = bench.count(1000)
        let spool = try BenchSpool("g1", in: bench)
        let run = try spool.openRun()
        var next = 1
        let pairs = try PairedRuns(
            rounds: Bench.rounds,
            baseline: {
                let bytes = [UInt8](repeating: 1, count: Self.bodyBytes)
                var file = try RawFile(path: bench.folder + "/raw")
                return try Double(count)
                    / Bench.time { for _ in 0..<count { try file.append(bytes) } }
            },
            figure: {
                defer { next += count }
                let bodies = (0..<count).map { BenchSpool.body(Self.bodyBytes, next + $0) }
                return try Double(count)
                    / Bench.time {
                        try spool.enqueue(count, inGroupsOf: 1, run: run, firstPart: next) {
                            bodies[$0]
                        }
                    }
            }, onRound: { try bench.progress("enqueue", Double($0) / Double(Bench.rounds)) })
        try spool.remove()
        return pairs.row(
            "G1", "durable enqueue, 4 KiB, one at a time, beside append and sync", .perSecond,
            goal: .atLeast(0.8))
    }

    private func enqueueInGroups(single: BenchRow) throws -> BenchRow {
        let groups = bench.count(100)
        let spool = try BenchSpool("g2", in: bench)
        let run = try spool.openRun()
        var next = 1
        let rows = groups * Self.groupSize
        let pairs = try PairedRuns(
            rounds: Bench.rounds,
            baseline: {
                let bytes = [UInt8](repeating: 1, count: Self.groupSize * Self.bodyBytes)
                var file = try RawFile(path: bench.folder + "/raw")
                return try Double(rows)
                    / Bench.time { for _ in 0..<groups { try file.append(bytes) } }
            },
            figure: {
                defer { next += rows }
                let bodies = (0..<rows).map { BenchSpool.body(Self.bodyBytes, next + $0) }
                return try Double(rows)
                    / Bench.time {
                        try spool.enqueue(
                            rows, inGroupsOf: Self.groupSize, run: run, firstPart: next
                        ) { bodies[$0] }
                    }
            },
            onRound: { try bench.progress("enqueue in groups", Double($0) / Double(Bench.rounds)) })
        try spool.remove()
        // Either goal will do; the row shows the one that is met, or else the first.
        let toSingle = pairs.figure / (single.figure?.value ?? .infinity)
        let raw = pairs.row(
            "G2", "durable enqueue, 4 KiB, in groups of 64, beside append and sync", .perSecond,
            goal: .atLeast(0.5), note: "\(Self.text(toSingle)) times G1; 12 times would do as well")
        if raw.isMet == true || toSingle < 12 { return raw }
        return BenchRow(
            id: "G2", what: "durable enqueue, 4 KiB, in groups of 64, beside G1",
            figure: raw.figure, baseline: single.figure, ratio: toSingle, goal: .atLeast(12),
            runs: pairs.figures,
            note:
                "\(Self.text(pairs.ratio)) of append and sync of the same bytes; 0.5 would do as well"
        )
    }

    static func text(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
