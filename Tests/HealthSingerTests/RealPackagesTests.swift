import Foundation
import HealthEncoding
import HealthTesting
import Testing

/// Taps and targets that others made, from the Python package index, each in a virtual environment of its own.
///
/// Takes minutes and a network: `HAE_LONG=1 swift test --filter RealPackagesTests`.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["HAE_LONG"] == "1",
        "Real taps and targets are tried with HAE_LONG=1; they are installed from PyPI."),
    .serialized)
struct RealPackagesTests {
    private let home: TapHome

    init() throws {
        home = try TapHome()
    }

    /// Installs a package.
    ///
    /// - Returns: `false`, with a line that says why, where that cannot be.
    private func install(_ package: String, version: String) async throws -> Bool {
        let command = """
            python3 -m venv venv-\(package) \
            && venv-\(package)/bin/pip install --quiet --no-compile --disable-pip-version-check \(package)==\(version)
            """
        let result = try await Program.run(
            URL(filePath: "/bin/sh"), ["-c", command], in: home.folder)
        if result.status != 0 {
            print(
                "skipped: \(package) \(version) cannot be installed: \(result.errors.suffix(300))")
        }
        return result.status == 0
    }

    private static let archive = """
        <?xml version="1.0" encoding="UTF-8"?>
        <HealthData locale="en_GB">
         <ExportDate value="2026-03-10 12:00:00 +0000"/>
        \((0..<2500).map(record).joined(separator: "\n"))
        \((1...9).map(workout).joined(separator: "\n"))
        </HealthData>

        """

    private static func record(_ index: Int) -> String {
        let (day, hour) = (1 + index / 24 % 9, 10 + index % 12)
        let time = "2026-0\(1 + index / 24 / 9 % 9)-0\(day) \(hour):0\(index % 10):00 +0000"
        return " <Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"Watch\""
            + " unit=\"count/min\" creationDate=\"\(time)\" startDate=\"\(time)\""
            + " endDate=\"\(time)\" value=\"\(50 + index % 90).\(index)\"/>"
    }

    private static func workout(_ day: Int) -> String {
        " <Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"30.5\""
            + " durationUnit=\"min\" sourceName=\"Watch\" sourceVersion=\"10\""
            + " device=\"none\" creationDate=\"2026-03-0\(day) 09:00:00 +0000\""
            + " startDate=\"2026-03-0\(day) 08:00:00 +0000\""
            + " endDate=\"2026-03-0\(day) 08:30:30 +0000\">\n"
            + "  <MetadataEntry key=\"HKIndoorWorkout\" value=\"0\"/>\n"
            + "  <MetadataEntry key=\"HKTimeZone\" value=\"Europe/Berlin\"/>\n </Workout>"
    }

    @Test func `tap-applehealth is a data type`() async throws {
        guard try await install("tap-applehealth", version: "0.0.4") else { return }
        try home.write("export.xml", Self.archive)
        try home.configure(
            command: "[venv-tap-applehealth/bin/tap-applehealth]",
            tap: ["config: { file_path: export.xml }", "streams: [workouts]"])
        let run = try await home.run()
        #expect(run["records"]?.number == 9)
        #expect(run["error"] == nil)
        let body = try JSONParser.parse(Array(try #require(try await home.bodies().first).utf8))
        let workouts = body["data"]?["workouts"]?.array ?? []
        #expect(workouts.count == 9)
        #expect(workouts.first?["duration"]?.string == "30.5")
        // It goes on from the state that it gave, and gives everything again, as it keeps no bookmark.
        #expect(try await home.run()["records"]?.number == 9)
        // Its log goes to ours.
        #expect(try await home.events().contains { $0.contains("sync of 'workouts'") })
    }

    @Test func `target-jsonl takes the store`() async throws {
        guard try await install("target-jsonl", version: "0.1.4") else { return }
        try home.write("hae.yaml", "timezone: Europe/Berlin\n")
        try home.write("export.xml", Self.archive)
        let imported = try await home.hae("import", "export.xml", "--json", "--quiet")
        try #require(imported.status == 0, "\(imported.errors)")
        try home.write("target.json", #"{"destination_path":"out","do_timestamp_file":false}"#)
        let pipe =
            "set -e; '\(Program.hae.path)' tap > messages; "
            + "venv-target-jsonl/bin/target-jsonl --config target.json < messages > state.json"
        let result = try await Program.run(
            URL(filePath: "/bin/sh"), ["-c", pipe], in: home.folder)
        try #require(result.status == 0, "\(result.errors)")
        let rates = try home.text("out/heart_rate.jsonl").split(separator: "\n")
        let inserted = try JSONParser.parse(Array(imported.output.utf8))["inserted"]?.number
        let workouts = try home.text("out/document_workout.jsonl").split(separator: "\n")
        #expect(Double(rates.count + workouts.count) == inserted)
        #expect(workouts.count == 9)
        // The state that it gave back is one that hae takes.
        let again = try await home.hae("tap", "--state", "state.json")
        #expect(again.status == 0)
        #expect(again.output.contains("\"RECORD\"") == false)
    }
}
