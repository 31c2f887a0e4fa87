import Foundation
import HealthDemo
import HealthEncoding
import HealthTesting
import Testing

/// What `hae receive --into` leaves behind, and other ways in which payloads come to the real program.
@Suite struct SavedBodyTests {
    private let home: Household
    private let mood =
        #"{"start":"2026-01-09 15:34:06 +0100","kind":"daily_mood","labels":["calm"],"valence":0.5}"#

    init() throws {
        home = try Household()
    }

    private func configure(port: Int, _ options: [String] = []) throws {
        try home.configure(port: port, metrics: "[step_count]", ["time_grouping: days"] + options)
    }

    @Test func `a folder of received bodies imports as what was sent, by its headers`() async throws
    {
        try home.write("export.xml", SmallExport().text)
        _ = try await home.document("import", home.path("export.xml"))
        try await withReceiver(folder: home.path("received")) { port, reported in
            for options in [[], ["format: csv"]] {
                try configure(port: port, options)
                let dates = ["--from", "2026-03-01", "--to", "2026-03-03"]
                #expect(try await home.hae(["run"] + dates).status == 0)
            }
            #expect(reported.all.count == 2)
        }
        let books = try await home.document(
            "import", home.path("received"), "--spool", home.path("second"))
        #expect(books["records"]?.number == 6)
        #expect(books["inserted"]?.number == 6)
        #expect(books["rejected"]?.number == 0)
        #expect(books["gone"]?.number == 0)
        #expect(books["warnings"]?.array?.isEmpty == true)
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path("received"))
        #expect(names.count == 4)
        // The same folder again, and the same files one by one, bring nothing.
        let again = try await home.document(
            "import", home.path("received"), "--spool", home.path("second"))
        #expect(again["identical"]?.bool == true)
        let files = names.sorted().map { home.path("received/\($0)") }
        let result = try await home.hae(
            ["import"] + files + ["--json", "--spool", home.path("second")])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.split(separator: "\n").count == 2)
        #expect(result.output.contains("\"inserted\":0"))
        #expect(!result.output.contains("\"inserted\":3"))
    }

    @Test func `JSON and CSV come on standard input`() async throws {
        let body = "{\"data\":{\"stateOfMind\":[\(mood)]}}"
        let table =
            "Start,Kind,Valence\n2026-01-10 21:00:00 +0100,Daily Mood,0.1\n"
        for (input, inserted) in [(body, 1.0), (table, 1), (body, 0)] {
            try home.write("input", input)
            let result = try await Program.run(
                Program.hae, ["import", "-", "--json", "--quiet"], in: home.folder,
                input: home.folder.appending(path: "input"))
            #expect(result.status == 0, "\(result.errors)")
            let books = try JSONParser.parse(Array(result.output.utf8))
            #expect(books["inserted"]?.number == inserted)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: home.path("spool"))
        #expect(!left.contains { $0.hasPrefix(".import") })
    }

    @Test func `a damaged payload changes nothing, and salvage keeps what is whole`() async throws {
        try home.write("whole.json", "{\"data\":{\"stateOfMind\":[\(mood)]}}")
        _ = try await home.document("import", home.path("whole.json"))
        let before = try await home.inventory()
        let other = mood.replacing("15:34", with: "16:00")
        try home.write("cut.json", "{\"data\":{\"stateOfMind\":[\(other),\(mood.prefix(40))")
        let result = try await home.hae("import", home.path("cut.json"))
        #expect(result.status == 65)
        #expect(result.errors.contains("cut.json, byte "))
        #expect(try await home.inventory() == before)
        let books = try await home.document("import", home.path("cut.json"), "--salvage")
        #expect(books["inserted"]?.number == 1)
        #expect(books["warnings"]?.array?.first?["code"]?.string == "salvaged")
    }

    @Test func `items that cannot be read end with 2 and are kept as rejects`() async throws {
        let bad = [#"{"kind":"daily_mood"}"#, #"{"start":"2026-01-09","valence":NaN}"#]
        try home.write(
            "some.json", "{\"data\":{\"stateOfMind\":[\(bad[0]),\(mood),\(bad[1])],\"other\":[1]}}")
        let books = try await home.document("import", home.path("some.json"), ending: 2)
        #expect(books["records"]?.number == 4)
        #expect(books["inserted"]?.number == 1)
        #expect(books["rejected"]?.number == 3)
        let warnings = try #require(books["warnings"]?.array)
        #expect(
            warnings.compactMap { $0["code"]?.string } == [
                "unreadable-item", "unreadable-item", "unknown-data-key",
            ])
        #expect(warnings[0]["example"]?.string == "\"start\" is missing, in \"stateOfMind\"")
        #expect(warnings[0]["first"]?["offset"]?.number == 24)
    }

    @Test func `options that do not fit are usage errors`() async throws {
        try home.write("a.json", "{\"data\":{\"stateOfMind\":[\(mood)]}}")
        try home.write("export.xml", SmallExport().text)
        for arguments in [
            ["a.json", "--grouping", "days", "--disaggregated"], ["a.json", "--grouping", "daily"],
            ["export.xml", "--disaggregated"], ["export.xml", "--grouping", "days"],
            ["a.json", "--main", "x"],
        ] {
            let result = try await home.hae(["import"] + arguments)
            #expect(result.status == 64, "\(arguments): \(result.errors)")
        }
    }

    @Test func `the same sample from an archive and from a payload counts once`() async throws {
        let beats = (0..<4).map { minute in
            let time = "2026-03-01 08:0\(minute):00 +0000"
            return
                " <Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"Watch\" unit=\"count/min\" "
                + "startDate=\"\(time)\" endDate=\"\(time)\" value=\"6\(minute)\"/>"
        }
        try home.write("export.xml", SmallExport(days: 1...1, more: beats).text)
        _ = try await home.document("import", home.path("export.xml"))
        try await withReceiver(folder: home.path("received")) { port, _ in
            try home.configure(
                port: port, metrics: "[heart_rate, step_count]", ["summarize: false"])
            #expect(try await home.hae("run").status == 0)
        }
        let before = try await day()
        // The headers beside the body say that these are single samples.
        let books = try await home.document("import", home.path("received"))
        #expect(books["records"]?.number == 148)
        // Those without a duration are the very rows; the others come without their end, and fold when they are sent.
        #expect(books["duplicates"]?.number == 4)
        #expect(try await day() == before)
    }

    /// The body of a day's sums.
    private func day() async throws -> String {
        let folder = "day-\(UUID().uuidString)"
        return try await withReceiver(folder: home.path(folder)) { port, reported in
            try home.configure(
                port: port, metrics: "[heart_rate, step_count]", ["time_grouping: days"])
            let run = try await home.hae("run", "--from", "2026-03-01", "--to", "2026-03-01")
            #expect(run.status == 0, "\(run.errors)")
            let file = try #require(reported.all.first?.file)
            return String(decoding: try home.bytes("\(folder)/\(file)"), as: UTF8.self)
        }
    }
}
