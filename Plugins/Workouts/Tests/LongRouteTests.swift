import Foundation
import HealthPlugin
import HealthPluginTesting
import Testing
import Workouts

@Suite struct LongRouteTests {
    private static let count = 20_000

    @Test func `a route of 20,000 points goes through the store in chunks and comes out whole`()
        throws
    {
        try TestStore.with { store in
            let file = store.folder.appending(path: "input.archive.json")
            try Data(Self.archive.utf8).write(to: file)
            try store.addArchive(file, zone: .utc)
            let chunks = try Self.chunks(in: store.reader())
            #expect(chunks.reduce(0, +) == Self.count * RoutePoint.byteCount)
            #expect(chunks.allSatisfy { $0 <= 64 << 10 })

            let body = try store.export(
                WorkoutsProvider(), settings: Self.settings(in: store.folder), format: .json,
                version: 2)
            let route = try JSONParser.parse(Array(body.utf8))["data"]?["workouts"]?
                .array?.first?["route"]?.array
            #expect(route?.count == Self.count)
            #expect(route?.last?["latitude"]?.number == 48 + Double(Self.count - 1) / 100_000)
        }
    }

    @Test func `an item with 20,000 points is read back and sent again the same`() throws {
        try TestStore.with { store in
            let file = store.folder.appending(path: "input.json")
            try Data(Self.payload.utf8).write(to: file)
            let settings = try Self.settings(in: store.folder)
            try store.add(file, for: WorkoutsProvider(), in: settings.context)
            let body = try store.export(
                WorkoutsProvider(), settings: settings, format: .json, version: 2)
            #expect(store.errors.isEmpty)
            #expect(body == Self.payload)
        }
    }

    /// The sizes of what a reader passes of the stored route.
    private static func chunks(in reader: any StoreReader) throws -> [Int] {
        var sizes: [Int] = []
        try reader.documents(DocumentQuery(kinds: [Route.kind])) { document in
            try reader.series(Route.seriesName, of: document.id) { sizes.append($0.count) }
        }
        return sizes
    }

    private static func settings(in folder: URL) throws -> CaseSettings {
        let file = folder.appending(path: "settings.json")
        try Data(#"{"zone":"UTC","options":{"include_route":true}}"#.utf8).write(to: file)
        return try CaseSettings(file)
    }

    private static func time(_ index: Int) -> String {
        var dates = DateWriter(zone: .utc)
        return dates.text(Instant(seconds: 1_773_133_200 + Int64(index / 4)), as: .wire)
    }

    private static var archive: String {
        let points = (0..<count).map { index in
            "[\(48 + Double(index) / 100_000),6.5,300,\"\(time(index))\",1.5,90,5,4]"
        }
        return #"{"exportDate":"2026-03-11 08:00:00 +0000","elements":[{"element":"Workout","#
            + #""attributes":["#
            + #"["workoutActivityType","HKWorkoutActivityTypeHiking"],["sourceName","Watch"],"#
            + "[\"startDate\",\"\(time(0))\"],[\"endDate\",\"\(time(count))\"]],"
            + #""children":[{"element":"WorkoutRoute","attributes":[],"children":[{"element":"FileReference","#
            + #""attributes":[["path","/workout-routes/a.gpx"]],"children":[]}]}]}],"#
            + #""routes":[{"path":"workout-routes/a.gpx","points":["#
            + points.joined(separator: ",") + "]}]}"
    }

    private static var payload: String {
        let points = (0..<count).map { index in
            "{\"latitude\":\(48 + Double(index + 1) / 100_000),\"longitude\":6.5,\"altitude\":300.5,"
                + "\"timestamp\":\"\(time(index))\",\"speed\":1.5}"
        }
        return #"{"data":{"workouts":[{"id":"A","name":"Hiking","start":"\#(time(0))","#
            + #""end":"\#(time(count))","duration":5000,"metadata":{},"route":["#
            + points.joined(separator: ",") + "]}]}}"
    }
}
