import HealthSender
import Testing

@testable import HealthBench

/// The rows of a bench, and the server that its figures are taken against.
@Suite struct RowTests {
    @Test func `a goal bounds the ratio, or the figure where there is no baseline`() {
        func row(_ ratio: Double?, _ goal: BenchGoal) -> BenchRow {
            BenchRow(
                id: "G", what: "", figure: BenchFigure(0.3, .seconds), ratio: ratio, goal: goal)
        }
        #expect(row(0.8, .atLeast(0.8)).isMet == true)
        #expect(row(0.79, .atLeast(0.8)).isMet == false)
        #expect(row(nil, .atMost(0.5)).isMet == true)
        #expect(row(nil, .atMost(0.2)).isMet == false)
        #expect(BenchRow.skipped("G", "", goal: .atMost(1), why: "no strace").isMet == nil)
    }

    @Test func `figure and baseline take turns, and their medians are shown`() throws {
        var turns = ""
        var next = 0.0
        let pairs = try PairedRuns(
            rounds: 3,
            baseline: {
                turns += "b"
                return 2
            },
            figure: {
                turns += "f"
                next += 2
                return next
            }, onRound: { turns += "\($0)" })
        #expect(turns == "bf1bf2bf3")
        #expect(pairs.figure == 4 && pairs.baseline == 2 && pairs.ratio == 2)
        #expect(pairs.row("G", "", .perSecond, goal: .atLeast(2)).runs == [2, 4, 6])
        #expect(PairedRuns.median([1, 2, 3, 10]) == 2.5)
    }

    @Test(arguments: [0, 4096, 3 << 20])
    func `the server of the bench takes whole requests, small and large`(length: Int) throws {
        let server = try SinkServer(countsIDs: true)
        defer { server.stop() }
        let loop = BareLoop(
            url: server.url, headerLines: ["session-id: a", "Content-Type: text/plain"],
            concurrency: 3)
        let body = [UInt8](repeating: 10, count: length)
        #expect(try loop.run(requests: 20, body: body) == 20)
        #expect(server.arrivals == ["a": 20])
        #expect(server.firstArrival != nil)
    }
}
