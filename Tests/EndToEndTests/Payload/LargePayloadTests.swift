import Foundation
import HealthDemo
import HealthEncoding
import HealthTesting
import Testing

/// Large payloads go through the real program in bounded memory.
@Suite struct LargePayloadTests {
    private static let isLong = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"

    /// What one process may allocate, its stacks and everything that libraries keep included, in KiB. The values of the
    /// smaller payload alone would take more.
    private static let memoryMax = 128 << 10

    @Test func `a large payload is imported and sent in bounded memory`() async throws {
        let home = try Household()
        let payload =
            Self.isLong
            ? LargePayload(workouts: 18, recordings: 30, points: 1_500_000)
            : LargePayload(workouts: 2, recordings: 2, points: 5_000)
        let size = try payload.write(to: home.folder.appending(path: "large.json"))
        #expect(size > (Self.isLong ? 200_000_000 : 9_000_000))
        let imported = try await bounded(["import", "large.json", "--quiet"], in: home)
        try #require(imported.status == 0, "\(imported.errors)")
        let inventory = try await home.document("sources")
        #expect("\(inventory)".contains("workouts"))
        try await withReceiver { port, reported in
            for (type, option, records) in [
                ("workouts", "include_route: true", payload.workouts),
                ("ecg", "", payload.recordings),
            ] {
                try home.write(
                    "hae.yaml",
                    """
                    timezone: UTC
                    quota: { min_free: 1MiB }
                    automations:
                      - name: \(type)
                        url: http://127.0.0.1:\(port)/
                        data_type: \(type)
                        \(option)

                    """)
                let run = try await bounded(["run", "--quiet"], in: home)
                #expect(run.status == 0, "\(run.errors)")
                let last = try #require(reported.all.last)
                #expect(last.problems == [])
                #expect(last.records == records)
            }
        }
    }

    private func bounded(_ arguments: [String], in home: Household) async throws -> ProgramResult {
        try await Program.run(
            URL(filePath: "/bin/sh"),
            ["-c", "ulimit -d \(Self.memoryMax) && exec \"$0\" \"$@\"", Program.hae.path]
                + arguments,
            in: home.folder)
    }
}
