import Foundation
import HealthEncoding
import HealthModel

/// `hae bench export`: from the store into the outbox, beside what reading and writing take alone.
public struct ExportBench {
    private static let rounds = 3
    private static let residentMax = Double(120 << 20)
    private static let start = Instant(seconds: 1_700_000_000)
    private let bench: Bench

    public init(_ bench: Bench) {
        self.bench = bench
    }

    public func run() throws -> [BenchRow] {
        [try encoding()] + (try unsummarised()) + [try hourly(), try smallChange(), try version()]
    }

    // MARK: - Encoding

    private func encoding() throws -> BenchRow {
        let what = "points a second as JSON, beside orjson from ready dictionaries"
        let count = bench.count(1_000_000)
        guard try PythonBaseline.orjson(points: 1000) != nil else {
            return .skipped(
                "E1", what, goal: .atLeast(1), why: "install python3-orjson to measure it")
        }
        let pairs = try PairedRuns(
            rounds: Bench.rounds,
            baseline: { try PythonBaseline.orjson(points: count) ?? .nan },
            figure: { Double(count) / Bench.time { writePoints(count) } },
            onRound: { try bench.progress("encoding", Double($0) / Double(Bench.rounds)) })
        return pairs.row("E1", what, .perSecond, goal: .atLeast(1))
    }

    private func writePoints(_ count: Int) {
        var dates = DateWriter(zone: .utc)
        var json = JSONWriter()
        for number in 0..<count {
            if number % 1000 == 0 { json.removeAll() }
            let value =
                number % 4 == 0 ? Double(number % 200) : Double(number * 37 % 99_999_989) / 1e6
            json.object {
                $0.key("date")
                $0.date(Self.start.advanced(bySeconds: Int64(number)), &dates)
                $0.key("qty")
                $0.number(value)
                $0.key("source")
                $0.string("A watch on somebody")
            }
        }
    }

    // MARK: - Runs

    private func unsummarised() throws -> [BenchRow] {
        let count = bench.count(3_000_000)
        let store = try SampleStore(
            "points", in: bench,
            automation: [
                "data_type: health_metrics", "metrics: all", "summarize: false",
                "batch_requests: true",
            ])
        try bench.progress("export", 0)
        try store.add(
            .init(
                type: "HKQuantityTypeIdentifierHeartRate", unit: "count/min",
                sources: ["A watch on somebody"], start: Self.start, minutes: count,
                value: { Double(60 + $0 % 80) }), name: "points")
        var resident = 0
        let pairs = try PairedRuns(
            rounds: Self.rounds,
            baseline: { Double(count) / (try RawExport(store: store, bench).seconds()) },
            figure: {
                try store.removeOutbox()
                let run = try store.run(bench)
                resident = max(resident, run.residentBytes)
                return Double(count) / run.seconds
            }, onRound: { try bench.progress("export", Double($0) / Double(Self.rounds)) })
        try store.remove()
        return [
            pairs.row(
                "E2", "export of \(count) points, beside reading the rows and writing the bytes",
                .perSecond, goal: .atLeast(0.5)),
            BenchRow(
                id: "E3", what: "resident memory of that export",
                figure: BenchFigure(Double(resident), .bytes), goal: .atMost(Self.residentMax)),
        ]
    }

    private func hourly() throws -> BenchRow {
        let count = bench.count(3_000_000)
        let store = try SampleStore(
            "hours", in: bench,
            automation: [
                "data_type: health_metrics", "metrics: [step_count]", "time_grouping: hours",
                "batch_requests: true",
            ])
        try store.add(
            .init(
                type: "HKQuantityTypeIdentifierStepCount", unit: "count",
                sources: ["Phone", "Watch", "Ring", "Band"], start: Self.start, minutes: count / 4,
                value: { Double($0 % 120) }), name: "hours")
        var runs: [Double] = []
        for round in 0..<Self.rounds {
            try store.removeOutbox()
            runs.append(try store.run(bench).processorSeconds)
            try bench.progress("hours", Double(round + 1) / Double(Self.rounds))
        }
        try store.remove()
        return processorRow(
            "E4", "hourly statistics over \(count) samples of four overlapping sources", runs,
            .atMost(2))
    }

    private func smallChange() throws -> BenchRow {
        let count = bench.count(10_000_000)
        let store = try SampleStore(
            "change", in: bench,
            automation: ["data_type: health_metrics", "metrics: all", "batch_requests: true"])
        var samples = SampleStore.Stretch(
            type: "HKQuantityTypeIdentifierStepCount", unit: "count", sources: ["Phone"],
            start: Self.start.advanced(bySeconds: -60 * Int64(count)), minutes: count,
            value: { Double($0 % 120) })
        try bench.progress("since last sync", 0)
        try store.add(samples, name: "all")
        _ = try store.run(bench)
        var runs: [Double] = []
        for round in 0..<Self.rounds {
            samples.start = Self.start.advanced(bySeconds: Int64(round) * 6000)
            samples.minutes = 100
            try store.add(samples, name: "more")
            runs.append(try store.run(bench).processorSeconds)
            try bench.progress("since last sync", Double(round + 1) / Double(Self.rounds))
        }
        try store.remove()
        return processorRow(
            "E5", "run since last sync, 100 new samples, store of \(count)", runs, .atMost(0.1))
    }

    private func processorRow(
        _ id: String, _ what: String, _ runs: [Double], _ goal: BenchGoal
    ) -> BenchRow {
        BenchRow(
            id: id, what: "processor time: " + what,
            figure: BenchFigure(PairedRuns.median(runs), .seconds), goal: goal, runs: runs)
    }

    private func version() throws -> BenchRow {
        let runs = try (0..<21).map { _ in
            try MeasuredProgram.run(bench.program, ["--version"]).seconds
        }
        return BenchRow(
            id: "E6", what: "hae --version, from start to end",
            figure: BenchFigure(PairedRuns.median(runs), .seconds), goal: .atMost(0.025), runs: runs
        )
    }
}
