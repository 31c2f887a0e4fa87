import Foundation
import HealthDemo
import HealthEncoding
import HealthModel
import enum HealthTesting.Program
import Testing

/// An archive goes through the whole program, and an independent reading in Python says what had to arrive.
///
/// `HAE_LONG=1` takes an archive of 100,000 records instead of 20,000.
@Suite(.enabled(if: Program.hasPython, "python3, in which the oracle is written, is not there"))
struct PythonOracleTests {
    private static let isLong = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"
    private static let oracle = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Oracle")

    private let home: Household

    init() throws {
        home = try Household()
    }

    @Test func `what arrives equals the oracle for every grouping`() async throws {
        try await importArchive()
        for grouping in Grouping.allCases {
            try await check(grouping)
        }
    }

    /// Fine groupings of long archives make millions of points: two days, on one of which the clock is set
    /// back; and for seconds, but in the long form, some metrics of each kind.
    private func check(_ grouping: Grouping) async throws {
        let isFine = [.seconds, .minutes, .default].contains(grouping)
        let metrics =
            grouping == .seconds && !Self.isLong
            ? ["heart_rate", "active_energy", "environmental_audio_exposure", "sleep_analysis"] : []
        let folder = "received-\(grouping.rawValue)"
        try await deliver(
            to: folder, metrics: metrics, "time_grouping: \(grouping.rawValue)",
            days: isFine ? ["--from", "2025-10-25", "--to", "2025-10-26"] : [])
        let names = metrics.map { "\"\($0)\"" }.joined(separator: ", ")
        let range = isFine ? "{\"from\": \"2025-10-25\", \"to\": \"2025-10-26\"}" : "\"all\""
        try await compare(
            folder,
            "\"time_grouping\": \"\(grouping.rawValue)\", \"range\": \(range), "
                + "\"metrics\": \(metrics.isEmpty ? "\"all\"" : "[\(names)]")")
    }

    @Test func `samples that are not summarised arrive once each`() async throws {
        try await importArchive()
        try await deliver(to: "received", "summarize: false", days: [])
        try await compare("received", "\"summarize\": false")
        try await compare("received", "\"summarize\": false", "--counts")
    }

    @Test func `a table of days arrives in the form of the app's CSV`() async throws {
        try await importArchive()
        let requests = try await deliver(
            to: "received", "format: csv", "time_grouping: days", days: [])
        #expect(requests.allSatisfy { $0.file?.hasSuffix(".csv") == true })
    }

    private func importArchive() async throws {
        let made = try await Program.python(
            [
                Self.oracle.appending(path: "make_archive.py").path, home.path("export.zip"),
                "--records", Self.isLong ? "100000" : "20000", "--seed", "4",
            ], in: home.folder)
        try #require(made.status == 0, "\(made.errors)")
        let books = try await home.document("import", home.path("export.zip"))
        #expect(books["rejected"]?.number == 0)
    }

    /// Runs an automation with these options; every request must be in order.
    @discardableResult private func deliver(
        to folder: String, metrics: [String] = [], _ options: String..., days: [String]
    ) async throws -> [ReceivedRequest] {
        try await withReceiver(folder: home.path(folder)) { port, reported in
            let list = "[\(metrics.joined(separator: ", "))]"
            try home.configure(port: port, metrics: metrics.isEmpty ? "all" : list, options)
            let result = try await Program.run(
                Program.hae, ["run", "test", "--quiet"] + manual(days), in: home.folder)
            #expect(result.status == 0, "\(options): \(result.output) \(result.errors)")
            #expect(reported.all.flatMap(\.problems) == [])
            #expect(reported.all.reduce(0) { $0 + $1.records } > 0)
            return reported.all
        }
    }

    /// A manual export, so that no run is without what an earlier one sent.
    private func manual(_ days: [String]) -> [String] {
        days.isEmpty ? ["--from", "2025-01-01", "--to", "2027-01-01"] : days
    }

    private func compare(
        _ folder: String, _ description: String, _ options: String...
    ) async throws {
        try home.write("automation.json", "{\"zone\": \"Europe/Berlin\", \(description)}")
        let verdict = try await Program.python(
            [
                Self.oracle.appending(path: "compare.py").path, "--archive",
                home.path("export.zip"), "--received", home.path(folder), "--automation",
                home.path("automation.json"),
            ] + options, in: home.folder)
        #expect(verdict.status == 0, "\(description): \(verdict.output) \(verdict.errors)")
    }
}
