import HealthDemo
import HealthEncoding
import HealthTesting
import Testing

/// The synthetic archive states figures that its generator computed on its own.
@Suite struct OraclesTests {
    private let home: Household

    init() throws {
        home = try Household()
    }

    @Test func `sums, minima and maxima agree with the archive's own to 1e-5`() async throws {
        var options = SyntheticOptions()
        (options.dayCount, options.size) = (28, .records(12_000))
        _ = try SyntheticArchive(options).write(to: home.path("export.xml"), as: .xml)
        try home.configure(port: 9, [])
        _ = try await home.document("import", home.path("export.xml"))

        let document = try await home.document("oracles")
        #expect(document["schema"]?.string == "hae.oracles/1")
        #expect(document["days"]?.number == 28)
        #expect(document["unread"]?.number == 0)
        let rows = try #require(document["rows"]?.array)
        #expect(rows.contains { $0["over"]?.string == "workout" })
        #expect(rows.contains { $0["figure"]?.string == "average" })
        for row in rows {
            let place = "\(row["type"]?.string ?? "") \(row["figure"]?.string ?? "")"
            #expect(row["compared"]?.number == row["equal"]?.number, "\(place)")
        }
    }

    @Test func `days cut in another zone differ, and that is said`() async throws {
        var options = SyntheticOptions()
        (options.dayCount, options.size) = (10, .records(4000))
        _ = try SyntheticArchive(options).write(to: home.path("export.xml"), as: .xml)
        try home.write("hae.yaml", "timezone: Asia/Tokyo\n")
        _ = try await home.document("import", home.path("export.xml"))

        let document = try await home.document("oracles")
        let rows = document["rows"]?.array ?? []
        let row = try #require(
            rows.first {
                $0["over"]?.string == "day"
                    && $0["type"]?.string == "HKQuantityTypeIdentifierActiveEnergyBurned"
            })
        #expect(row["compared"]?.number == 10)
        #expect(try #require(row["equal"]?.number) < 10)
        #expect(row["worst"]?.array?.count == 5)
        // What differs is said by place and degree, without any value.
        #expect(
            row["worst"]?.array?.first?.object?.map(\.key) == ["from", "to", "difference"])
    }

    @Test func `without a store there is nothing to compare: 69`() async throws {
        let result = try await home.hae("oracles")
        #expect(result.status == 69)
        #expect(result.output == "")
    }
}
