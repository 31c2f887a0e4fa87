import HealthPipeline
import HealthSender
import HealthTesting

/// `hae bench drain`: goals G3 and G4 of the outbox reference, section 15.
public struct DrainBench {
    private static let concurrency = 8
    private let bench: Bench

    public init(_ bench: Bench) {
        self.bench = bench
    }

    public func run() throws -> [BenchRow] {
        [try small(), try large()]
    }

    private func small() throws -> BenchRow {
        let count = bench.count(10_000)
        let server = try SinkServer()
        defer { server.stop() }
        let loop = BareLoop(
            url: server.url, headerLines: BenchSpool.headerLines, concurrency: Self.concurrency)
        let pairs = try compare(
            "small bodies", count: count, length: 4 << 10, url: server.url, loop: loop, [])
        return pairs.row(
            "G3", "drain, 4 KiB, eight at a time over loopback, beside a bare libcurl loop",
            .perSecond, goal: .atLeast(0.8))
    }

    private func large() throws -> BenchRow {
        let what = "drain, 1 MiB over TLS, beside a bare libcurl loop"
        guard TLSTools.areAvailable else {
            return .skipped(
                "G4", what, goal: .atLeast(0.9),
                why: "install openssl and python3 for a server that speaks TLS")
        }
        let authority = try TestAuthority()
        defer { authority.remove() }
        let server = try TLSServer(.plain, certificate: try authority.file(.good))
        defer { server.stop() }
        let loop = BareLoop(
            url: server.url(), headerLines: BenchSpool.headerLines, caFile: authority.caFile,
            concurrency: Self.concurrency)
        do {
            let pairs = try compare(
                "large bodies", count: bench.count(500), length: 1 << 20, url: server.url(),
                loop: loop,
                ["ca_file: \(authority.caFile)"])
            return pairs.row("G4", what, .perSecond, goal: .atLeast(0.9))
        } catch let error as Unanswered {
            // The other row stands.
            return .skipped("G4", what, goal: .atLeast(0.9), why: error.description)
        }
    }

    /// Requests a second: the bare loop's, and those of a drain of ready messages.
    private func compare(
        _ what: String, count: Int, length: Int, url: String, loop: BareLoop, _ settings: [String]
    ) throws -> PairedRuns {
        try PairedRuns(
            rounds: Bench.rounds,
            baseline: {
                let body = BenchSpool.body(length, 0)
                var taken = 0
                let time = try Bench.time { taken = try loop.run(requests: count, body: body) }
                guard taken == count else { throw Unanswered(count: count - taken) }
                return Double(count) / time
            },
            figure: {
                let spool = try BenchSpool(
                    "drain", in: bench, url: url,
                    ["concurrency_max: \(Self.concurrency)"] + settings)
                try spool.enqueue(count, inGroupsOf: 64, run: try spool.openRun()) {
                    BenchSpool.body(length, $0)
                }
                var delivered = 0
                let time = try Bench.time {
                    delivered = try Drain.run(
                        workspace: spool.workspace, outbox: spool.outbox,
                        mode: .waiting(.seconds(600))
                    ).delivered
                }
                try spool.remove()
                guard delivered == count else { throw Unanswered(count: count - delivered) }
                return Double(count) / time
            }, onRound: { try bench.progress(what, Double($0) / Double(Bench.rounds)) })
    }

    /// The server of the bench did not take everything: the figures would mean nothing.
    private struct Unanswered: Error, CustomStringConvertible {
        let count: Int

        var description: String { "\(count) requests of the bench were not answered; try again." }
    }
}
