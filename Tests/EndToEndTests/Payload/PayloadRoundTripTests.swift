import Foundation
import HealthDemo
import HealthEncoding
import Testing

/// Payload, import, run, payload, through the real program: every fixture of every plugin.
@Suite struct PayloadRoundTripTests {
    @Test(arguments: FixtureCase.plugins)
    func `what was sent, imported and sent again is the same`(plugin: String) async throws {
        let dataType = FixtureCase.dataType(of: plugin)
        try await withTrips { trips in
            for fixture in try FixtureCase.all(of: plugin) {
                for expectation in fixture.expectations {
                    let file = try trips.write(expectation)
                    try await trips.go(fixture, dataType, expectation, from: [file], errors: 0)
                }
            }
        }
    }

    @Test(arguments: FixtureCase.plugins)
    func `files of the app become the payload that the reference asks for`(
        plugin: String
    ) async throws {
        let dataType = FixtureCase.dataType(of: plugin)
        try await withTrips { trips in
            for fixture in try FixtureCase.all(of: plugin) where !fixture.inputs.isEmpty {
                for expectation in fixture.expectations {
                    try await trips.go(
                        fixture, dataType, expectation, from: fixture.inputs.map(\.path),
                        errors: fixture.errors)
                }
            }
        }
    }

    private func withTrips(_ body: (RoundTrips) async throws -> Void) async throws {
        let home = try Household()
        try await withReceiver(folder: home.path("received")) { port, reported in
            try await body(RoundTrips(home: home, port: port, reported: reported))
        }
    }
}

/// Trips through the program with one receiver; each has a spool of its own.
private struct RoundTrips {
    let home: Household
    let port: Int
    let reported: Reported

    func write(_ expectation: FixtureCase.Expectation) throws -> String {
        let name = "body.\(expectation.format)"
        try home.write(name, expectation.body)
        return home.path(name)
    }

    /// Imports the files, runs, and compares what arrives.
    func go(
        _ fixture: FixtureCase, _ dataType: String, _ expectation: FixtureCase.Expectation,
        from files: [String], errors: Int
    ) async throws {
        let trip: Comment =
            "\(fixture.name), \(expectation.format) version \(expectation.version)"
        try home.write(
            "hae.yaml",
            fixture.configuration(port: port, dataType: dataType, expectation))
        let spool = "spool-\(UUID().uuidString)"
        var rejected = 0
        for file in files {
            let result = try await home.hae(
                ["import", file, "--json", "--spool", spool] + fixture.importOptions)
            try #require([0, 2].contains(result.status), "\(trip): \(result.errors)")
            let books = try JSONParser.parse(Array(result.output.utf8))
            let sum = ["inserted", "duplicates", "rejected"].compactMap { books[$0]?.number }
            #expect(books["records"]?.number == sum.reduce(0, +), trip)
            #expect((result.status == 2) == (books["rejected"]?.number != 0), trip)
            rejected += Int(books["rejected"]?.number ?? 0)
        }
        #expect(rejected == errors, trip)
        let before = reported.all.count
        let run = try await home.hae(["run", "--spool", spool])
        #expect(run.status == 0, "\(trip): \(run.errors)")
        let requests = reported.all.dropFirst(before)
        #expect(requests.flatMap(\.problems) == [], trip)
        #expect(try requests.map(body).joined() == expectation.body, trip)
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
