import Foundation
import HealthDemo
import HealthEncoding
import struct HealthTesting.ProgramResult
import Testing

/// Payload, import, run, payload, through the real program: every fixture of every plugin.
@Suite struct PayloadRoundTripTests {
    @Test(arguments: FixtureCase.plugins)
    func `what was sent, imported and sent again is the same`(plugin: String) async throws {
        try await withTrips(of: plugin) { trips, fixture in
            let bodies = Dictionary(grouping: fixture.expectations) { $0.body }
            for expectations in bodies.values {
                let file = try trips.write(expectations[0])
                try await trips.go(fixture, expectations, from: [file], errors: 0)
            }
        }
    }

    @Test(arguments: FixtureCase.plugins)
    func `files of the app become the payload that the reference asks for`(
        plugin: String
    ) async throws {
        try await withTrips(of: plugin) { trips, fixture in
            guard !fixture.inputs.isEmpty else { return }
            try await trips.go(
                fixture, fixture.expectations, from: fixture.inputs.map(\.path),
                errors: fixture.errors)
        }
    }

    private func withTrips(
        of plugin: String, _ body: (RoundTrips, FixtureCase) async throws -> Void
    ) async throws {
        let home = try Household()
        try await withReceiver(folder: home.path("received")) { port, reported in
            let trips = RoundTrips(
                home: home, port: port, reported: reported,
                dataType: FixtureCase.dataType(of: plugin))
            for fixture in try FixtureCase.all(of: plugin) { try await body(trips, fixture) }
        }
    }
}

/// Trips through the program with one receiver; each has a spool of its own.
private struct RoundTrips {
    let home: Household
    let port: Int
    let reported: Reported
    let dataType: String

    func write(_ expectation: FixtureCase.Expectation) throws -> String {
        let name = "body.\(expectation.format)"
        try home.write(name, expectation.body)
        return home.path(name)
    }

    /// Imports the files into a new spool, runs an automation for each expectation, and compares what arrives.
    func go(
        _ fixture: FixtureCase, _ expectations: [FixtureCase.Expectation], from files: [String],
        errors: Int
    ) async throws {
        try home.write(
            "hae.yaml", fixture.configuration(port: port, dataType: dataType, expectations))
        let spool = "spool-\(UUID().uuidString)"
        var rejected = 0
        for file in files {
            let result = try await home.hae(
                ["import", file, "--json", "--spool", spool] + fixture.importOptions)
            try #require([0, 2].contains(result.status), "\(fixture.name): \(result.errors)")
            let books = try JSONParser.parse(Array(result.output.utf8))
            let sum = ["inserted", "duplicates", "rejected"].compactMap { books[$0]?.number }
            #expect(books["records"]?.number == sum.reduce(0, +), "\(fixture.name)")
            #expect((result.status == 2) == (books["rejected"]?.number != 0), "\(fixture.name)")
            rejected += Int(books["rejected"]?.number ?? 0)
        }
        #expect(rejected == errors, "\(fixture.name)")
        let before = reported.all.count
        let run = try await home.hae(["run", "--spool", spool])
        #expect(run.status == 0, "\(fixture.name): \(run.errors)")
        let requests = reported.all.dropFirst(before)
        #expect(requests.flatMap(\.problems) == [], "\(fixture.name)")
        for (place, expectation) in expectations.enumerated() {
            let bodies = try requests.filter { $0.automationName == "\(place)" }.map(body)
            let what: Comment =
                "\(fixture.name), \(expectation.format) version \(expectation.version)"
            #expect(bodies == [expectation.body], what)
        }
    }

    /// What a request brought; of CSV the file without its frame.
    private func body(of request: ReceivedRequest) throws -> String {
        let file = try #require(request.file)
        let text = String(decoding: try home.bytes("received/\(file)"), as: UTF8.self)
        guard file.hasSuffix(".csv") else { return text }
        let start = try #require(text.firstRange(of: "\r\n\r\n")).upperBound
        let end = try #require(text[start...].firstRange(of: "\r\n--")).lowerBound
        return String(text[start..<end])
    }
}
