import Foundation
import HealthEncoding
import HealthTesting
import Testing

@testable import HealthSinger

/// The store as a Singer tap, through the real program.
@Suite struct StoreTapTests {
    private let home: TapHome

    init() throws {
        home = try TapHome()
        try home.write("hae.yaml", "timezone: Europe/Berlin\n")
    }

    private struct Record {
        var start: Int
        var value: Int
        var type = "HKQuantityTypeIdentifierStepCount"

        var text: String {
            let hour = start < 10 ? "0\(start)" : "\(start)"
            return " <Record type=\"\(type)\" sourceName=\"iPhone\" unit=\"count\""
                + " creationDate=\"2026-03-01 \(hour):30:00 +0000\""
                + " startDate=\"2026-03-01 \(hour):00:00 +0000\""
                + " endDate=\"2026-03-01 \(hour):10:00 +0000\" value=\"\(value)\"/>"
        }
    }

    private func `import`(_ records: [Record], day: Int, _ more: String = "") async throws {
        try home.write(
            "export.xml",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <HealthData locale="en_GB">
             <ExportDate value="2026-03-\(day) 12:00:00 +0000"/>
            \(records.map(\.text).joined(separator: "\n"))
            \(more)
            </HealthData>

            """)
        let result = try await home.hae("import", "export.xml", "--quiet")
        try #require(result.status == 0, "\(result.errors)")
    }

    /// The messages that `hae tap` prints.
    private func tap(_ arguments: String...) async throws -> [JSONValue] {
        let result = try await Program.run(
            Program.hae, ["tap", "--now", "2026-03-20T00:00:00Z"] + arguments, in: home.folder)
        try #require(result.status == 0, "\(result.errors)")
        return try result.output.split(separator: "\n").map {
            try JSONParser.parse(Array($0.utf8))
        }
    }

    private func records(_ messages: [JSONValue]) -> [String] {
        messages.filter { $0["type"]?.string == "RECORD" }.map { message in
            let record = message["record"]
            let value = record?["value"]?.number.map { String(Int($0)) } ?? "-"
            return "\(message["stream"]?.string ?? "") \(record?["start"]?.string ?? "") \(value)"
                + (record?["_sdc_deleted_at"] == nil ? "" : " deleted")
        }
    }

    /// Keeps the last STATE as a target would.
    private func keepState(of messages: [JSONValue]) throws {
        let state = try #require(messages.last { $0["type"]?.string == "STATE" }?["value"])
        var json = JSONWriter()
        json.value(state)
        try home.write("state.json", String(decoding: json.bytes, as: UTF8.self))
    }

    @Test func `a later run tells what arrived and what left since the state`() async throws {
        try await `import`(
            [.init(start: 8, value: 1), .init(start: 9, value: 2), .init(start: 10, value: 3)],
            day: 10)
        let first = try await tap()
        #expect(
            records(first) == [
                "step_count 2026-03-01T08:00:00Z 1", "step_count 2026-03-01T09:00:00Z 2",
                "step_count 2026-03-01T10:00:00Z 3",
            ])
        #expect(
            first.compactMap { $0["type"]?.string } == [
                "SCHEMA", "RECORD", "RECORD", "RECORD", "STATE",
            ])
        try keepState(of: first)
        #expect(records(try await tap("--state", "state.json")) == [])

        // One is gone, one is late, one has another value.
        try await `import`(
            [
                .init(start: 7, value: 9), .init(start: 8, value: 1), .init(start: 10, value: 4),
            ], day: 11)
        let second = try await tap("--state", "state.json")
        #expect(
            records(second) == [
                "step_count 2026-03-01T07:00:00Z 9", "step_count 2026-03-01T09:00:00Z 2 deleted",
                "step_count 2026-03-01T10:00:00Z 3 deleted", "step_count 2026-03-01T10:00:00Z 4",
            ])
        // A row keeps its id for ever.
        let old = first.first { $0["record"]?["value"]?.number == 2 }
        let gone = second.first { $0["record"]?["value"]?.number == 2 }
        #expect(old?["record"]?["id"]?.string == gone?["record"]?["id"]?.string)
        try keepState(of: second)
        #expect(records(try await tap("--state", "state.json")) == [])
        // From the beginning, only what is there.
        #expect(records(try await tap()).count == 3)
    }

    @Test func `the catalogue lists types and documents, and a selection keeps to it`() async throws
    {
        let workout =
            " <Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"30\""
            + " durationUnit=\"min\" sourceName=\"Watch\" creationDate=\"2026-03-01 09:00:00 +0000\""
            + " startDate=\"2026-03-01 08:00:00 +0000\" endDate=\"2026-03-01 08:30:00 +0000\"/>"
        try await `import`(
            [
                .init(start: 8, value: 1),
                .init(start: 9, value: 2, type: "HKQuantityTypeIdentifierVO2Max"),
            ], day: 10, workout)
        let catalogue = try #require(try await tap("--discover").first)
        let streams = catalogue["streams"]?.array ?? []
        #expect(
            streams.map { $0["stream"]?.string } == ["step_count", "vo2_max", "document_workout"])
        #expect(
            streams.allSatisfy { stream in
                let keys = stream["key_properties"]?.array?.compactMap(\.string) ?? []
                let properties = stream["schema"]?["properties"]?.object?.map(\.key) ?? []
                return keys == ["id"] && Set(properties).isSuperset(of: ["id", "generation"])
            })
        try home.write(
            "catalog.json",
            """
            {"streams":[
              {"tap_stream_id":"HKQuantityTypeIdentifierStepCount",
               "metadata":[{"breadcrumb":[],"metadata":{"selected":false}}]},
              {"tap_stream_id":"document:Workout","schema":{"selected":true}}]}
            """)
        let messages = try await tap("--catalog", "catalog.json")
        let told = messages.compactMap { $0["record"] == nil ? nil : $0["stream"]?.string }
        #expect(told == ["document_workout"])
        // Each record has the properties of its schema, and no others.
        let schema = messages.first?["schema"]?["properties"]?.object?.map(\.key) ?? []
        #expect(messages[1]["record"]?.object?.map(\.key) == schema)
    }

    @Test func `only the selected fields are told, and those that a copy cannot do without`()
        async throws
    {
        try await `import`([.init(start: 8, value: 1)], day: 10)
        let streams = try #require(try await tap("--discover").first?["streams"]?.array)
        let metadata = streams.first?["metadata"]?.array ?? []
        func names(of inclusion: String) -> [String] {
            metadata.filter { $0["metadata"]?["inclusion"]?.string == inclusion }
                .compactMap { $0["breadcrumb"]?.array?.last?.string }
        }
        #expect(names(of: "automatic") == ["id", "generation", "_sdc_deleted_at"])
        #expect(
            names(of: "available") == [
                "type", "start", "end", "source", "value", "text", "unit", "device", "metadata",
            ])
        // All but these, in the present and the older spelling; the key stays whatever is said of it.
        try home.write(
            "catalog.json",
            """
            {"streams":[{"tap_stream_id":"HKQuantityTypeIdentifierStepCount",
              "schema":{"properties":{"text":{"selected":false},"value":{"selected":false}}},
              "metadata":[{"breadcrumb":[],"metadata":{"selected":true}},
                {"breadcrumb":["properties","id"],"metadata":{"selected":false}},
                {"breadcrumb":["properties","source"],"metadata":{"selected":false}},
                {"breadcrumb":["properties","device"],"metadata":{"selected-by-default":false}},
                {"breadcrumb":["properties","value"],"metadata":{"selected":true}},
                {"breadcrumb":["properties","generation"],"metadata":{"selected":false}}]}]}
            """)
        let messages = try await tap("--catalog", "catalog.json")
        let told = [
            "id", "type", "start", "end", "value", "unit", "metadata", "generation",
            "_sdc_deleted_at",
        ]
        #expect(messages[0]["schema"]?["properties"]?.object?.map(\.key) == told)
        #expect(messages[1]["record"]?.object?.map(\.key) == told)
        #expect(messages[1]["record"]?["value"]?.number == 1)
    }

    @Test func `a route comes with its points, unless they are not wanted`() async throws {
        try FileManager.default.createDirectory(
            at: home.folder.appending(path: "apple/workout-routes"),
            withIntermediateDirectories: true)
        try home.write("apple/export.xml", Self.walk)
        try home.write("apple/workout-routes/route.gpx", Self.route)
        let result = try await home.hae("import", "apple", "--quiet")
        try #require(result.status == 0, "\(result.errors)")
        let messages = try await tap()
        let record = try #require(
            messages.first {
                $0["type"]?.string == "RECORD" && $0["stream"]?.string == "document_route"
            }?["record"])
        let points = record["route"]?.array ?? []
        #expect(points.map { $0["latitude"]?.number } == [52.5, 52.5001])
        #expect(points.map { $0["time"]?.number } == [1_773_133_200, 1_773_133_201])
        #expect(points.allSatisfy { $0["course"] == nil && $0.object?.count == 8 })
        try home.write(
            "catalog.json",
            """
            {"streams":[{"tap_stream_id":"document:Route","metadata":[
                {"breadcrumb":["properties","route"],"metadata":{"selected":false}}]}]}
            """)
        let without = try await tap("--catalog", "catalog.json")
        #expect(without.contains { $0["record"] != nil })
        #expect(without.allSatisfy { $0["record"]?["route"] == nil })
    }

    private static let walk = """
        <?xml version="1.0" encoding="UTF-8"?>
        <HealthData locale="en_GB">
         <ExportDate value="2026-03-11 12:00:00 +0000"/>
         <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="1" durationUnit="min" \
        sourceName="Watch" creationDate="2026-03-10 09:01:00 +0000" \
        startDate="2026-03-10 09:00:00 +0000" endDate="2026-03-10 09:01:00 +0000">
          <WorkoutRoute sourceName="Watch" startDate="2026-03-10 09:00:00 +0000" endDate="2026-03-10 09:01:00 +0000">
           <FileReference path="/workout-routes/route.gpx"/>
          </WorkoutRoute>
         </Workout>
        </HealthData>

        """

    private static let route = """
        <?xml version="1.0" encoding="UTF-8"?>
        <gpx version="1.1"><trk><trkseg>
        <trkpt lon="13.4" lat="52.5"><ele>40</ele><time>2026-03-10T09:00:00Z</time></trkpt>
        <trkpt lon="13.4001" lat="52.5001"><ele>41</ele><time>2026-03-10T09:00:01Z</time></trkpt>
        </trkseg></trk></gpx>

        """

    @Test func `ACTIVATE_VERSION is said where it is asked for, when a stream is sent as a whole`()
        async throws
    {
        try await `import`([.init(start: 8, value: 1)], day: 10)
        try home.write(
            "tap.json", #"{"activate_version":true,"start_date":"2026-01-01T00:00:00Z"}"#)
        let first = try await tap("--config", "tap.json")
        #expect(
            first.compactMap { $0["type"]?.string } == [
                "SCHEMA", "RECORD", "ACTIVATE_VERSION", "STATE",
            ])
        #expect(first[1]["version"]?.number == first[2]["version"]?.number)
        try keepState(of: first)
        let second = try await tap("--config", "tap.json", "--state", "state.json")
        #expect(second.compactMap { $0["type"]?.string } == ["SCHEMA", "STATE"])
    }

    @Test func `a target that goes away is told, and files that are none are refused`() async throws
    {
        try await `import`([.init(start: 8, value: 1)], day: 10)
        let shell = URL(filePath: "/bin/sh")
        let result = try await Program.run(
            shell,
            ["-c", "{ '\(Program.hae.path)' tap; echo \"ended $?\" >&2; } | exec true"],
            in: home.folder)
        // Whether the pipe was closed before anything was written is the scheduler's choice.
        #expect(result.errors.contains("ended 74") || result.errors.contains("ended 0"))
        try home.write("bad.json", "[")
        for option in ["--state", "--catalog", "--config"] {
            #expect(try await home.hae("tap", option, "bad.json").status == 65)
            #expect(try await home.hae("tap", option, "not-there.json").status == 64)
        }
    }
}
