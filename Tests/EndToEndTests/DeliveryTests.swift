import HealthDemo
import HealthEncoding
import Testing

/// Import, run, send: what arrives, how often, and what does not.
@Suite struct DeliveryTests {
    private static let hours = ["time_grouping: hours"]
    /// In ``SmallExport``: three days, six an hour.
    private static let samples = 432
    private static let hoursWithSamples = 72

    private let home: Household

    init() throws {
        home = try Household()
    }

    @Test func `two imports of one archive deliver each sample once, then nothing`() async throws {
        try home.write("export.xml", SmallExport().text)
        let first = try await home.document("import", home.path("export.xml"))
        let second = try await home.document("import", home.path("export.xml"))
        // The same records in a file that is not the same.
        try home.write("again.xml", SmallExport(exported: 11).text)
        let third = try await home.document("import", home.path("again.xml"))
        #expect(first["inserted"]?.number == Double(Self.samples))
        #expect(second["identical"]?.bool == true)
        #expect(third["inserted"]?.number == 0)
        #expect(third["gone"]?.number == 0)

        try await withReceiver { port, reported in
            try home.configure(port: port, ["summarize: false"])
            #expect(try await run()["state"]?.string == "delivered")
            #expect(reported.all.reduce(0) { $0 + $1.records } == Self.samples)
            #expect(reported.all.flatMap(\.problems) == [])
            let count = reported.all.count
            #expect(try await run()["state"]?.string == "empty")
            #expect(reported.all.count == count)
        }
    }

    @Test func `a grown archive sends the touched buckets only, each whole`() async throws {
        try home.write("export.xml", SmallExport().text)
        _ = try await home.document("import", home.path("export.xml"))
        try await withReceiver(folder: home.path("received")) { port, reported in
            try home.configure(port: port, metrics: "[step_count]", Self.hours)
            #expect(try await run()["records"]?.number == Double(Self.hoursWithSamples))

            let late = SmallExport.steps(day: 2, hour: 10, minute: 6, count: 7)
            try home.write("grown.xml", SmallExport(more: [late], exported: 11).text)
            let books = try await home.document("import", home.path("grown.xml"))
            #expect(books["inserted"]?.number == 1)
            #expect(try await run()["records"]?.number == 1)

            let file = try #require(reported.all.last?.file)
            let body = try JSONParser.parse(home.bytes("received/" + file))
            let points = body["data"]?["metrics"]?.array?.first?["data"]?.array ?? []
            #expect(points.map { $0["date"]?.string } == ["2026-03-02 11:00:00 +0100"])
            #expect(points.map { $0["qty"]?.number } == [6 * 11 + 7])
        }
    }

    @Test func `an endpoint that is down costs nothing but time`() async throws {
        try home.write("export.xml", SmallExport().text)
        _ = try await home.document("import", home.path("export.xml"))
        let port = try await quietPort()
        try home.configure(port: port, Self.hours)
        let down = try await home.document("run", "--now", "2026-03-10T12:00:00Z", ending: 75)
        #expect(down["runs"]?.array?.first?["state"]?.string == "queued")

        try await withReceiver(port: port) { _, reported in
            // Later, so that the retry is due.
            let sent = try await home.document("send", "--now", "2026-03-10T18:00:00Z")
            #expect(sent["left"]?.number == 0)
            #expect(reported.all.reduce(0) { $0 + $1.records } == Self.hoursWithSamples)
            #expect(reported.all.contains { $0.isDuplicate } == false)
        }
    }

    private func run() async throws -> JSONValue {
        let document = try await home.document("run")
        return try #require(document["runs"]?.array?.first)
    }
}
