import HealthModel
import Testing

@testable import HealthSource

/// Finding out what an argument of an import is.
@Suite struct ImportInputTests {
    private let trial: PayloadTrial
    private var folder: TemporaryFolder { trial.folder }

    init() throws {
        trial = try PayloadTrial()
    }

    private func isPayload(_ bytes: [UInt8], _ name: String) throws -> Bool {
        if case .payload = try ImportInput.look(at: folder.write(bytes, to: name)) {
            true
        } else {
            false
        }
    }

    @Test func `the content says what a file is, and not its name`() throws {
        let json = Array(" \n{\"data\":{}}".utf8)
        #expect(try isPayload(json, "a.txt"))
        #expect(try isPayload(json, "export.xml"))
        #expect(try isPayload([0xef, 0xbb, 0xbf] + json, "b"))
        #expect(try isPayload(Array("[{\"data\":{}}]".utf8), "c.zip"))
        #expect(try isPayload(Array("Date/Time,Steps\n".utf8), "d"))
        #expect(try isPayload(Array("Date\n".utf8), "e.CSV"))
        #expect(try !isPayload(Array(export("").utf8), "f.json"))
        #expect(try !isPayload(TestZip().bytes, "g.csv"))
        #expect(try !isPayload([], "h.json"))
        #expect(try !isPayload(Array("PK, or so\n".utf8), "i.csv"))
        #expect(try !isPayload(Array("This is no archive.".utf8), "j.zip"))
        #expect(try !isPayload([1, 0, 44, 10, 0], "k.bin"))
    }

    @Test func `what is missing or may not be read is an error`() {
        #expect(throws: SourceError.self) { try ImportInput.look(at: folder.path + "/none") }
    }

    @Test func `a folder of saved bodies is read in the order of the names`() throws {
        try folder.write(Array("{\"stateOfMind\":[\(mood(2))]}".utf8), to: "in/000002-x.json")
        try folder.write(Array("{\"stateOfMind\":[\(mood(1))]}".utf8), to: "in/000001-x.json")
        try folder.write(Array("{\"headers\":{}}".utf8), to: "in/000001-x.headers.json")
        try folder.write(Array("{\"stateOf".utf8), to: "in/.000004-x.json.partial")
        let table = "Start,Kind,Valence\n2026-01-09 03:00:00 +0000,Daily Mood,1\n"
        try folder.write(Array(table.utf8), to: "in/sub/000003-x.csv")
        try folder.write([0xff, 0xd8, 0xff], to: "in/picture.jpg")
        let outcome = try trial.read(at: folder.path + "/in")
        #expect(outcome.documents == moodAt(1, 2, 3))
        #expect(outcome.warnings == ["unknown-member 1: file of the folder"])
        #expect(
            outcome.report.members.map { "\($0.name) \($0.outcome)" } == [
                "000001-x.json read", "000002-x.json read", "picture.jpg skipped",
                "sub/000003-x.csv read",
            ])
        #expect(ImportInput.isBeside(folder.path + "/in/000001-x.headers.json"))
        #expect(!ImportInput.isBeside(folder.path + "/in/000001-x.json"))
    }

    @Test func `in a folder a file that is none of the app's is set aside`() throws {
        try folder.write(Array("{\"stateOfMind\":[\(mood(1))]}".utf8), to: "in/b.json")
        try folder.write(Array("{\"name\":\"something else\"}".utf8), to: "in/a.json")
        try folder.write(Array("Datum,Schritte\n2026-01-09,1\n".utf8), to: "in/c.csv")
        let outcome = try trial.read(at: folder.path + "/in")
        #expect(outcome.documents == moodAt(1))
        #expect(outcome.report.warnings.map(\.code) == [.unreadableFile, .unreadableFile])
        #expect(outcome.report.warnings.map(\.file) == ["a.json", "c.csv"])
        #expect(outcome.report.rejects == 2)
        #expect(outcome.sink.rejects.map(\.file) == ["a.json", "c.csv"])
        #expect(outcome.report.members.map(\.outcome) == [.rejected, .read, .rejected])
    }

    @Test func `damage in a file of a folder names the file`() throws {
        try folder.write(Array("{\"stateOfMind\":[\(mood(1))]}".utf8), to: "in/a.json")
        try folder.write(Array("{\"stateOfMind\":[\(mood(1))".utf8), to: "in/b.json")
        do {
            _ = try trial.read(at: folder.path + "/in")
            Issue.record("read")
        } catch let error as SourceError {
            #expect(error.code == .truncated)
            #expect(error.member == "b.json")
        }
        var trial = trial
        trial.salvage = true
        try folder.write(Array("{\"stateOfMind\":[\(mood(3))]}".utf8), to: "in/c.json")
        #expect(try trial.read(at: folder.path + "/in").documents == moodAt(1, 1, 3))
    }

    @Test func `a folder with a file of an archive is an archive`() throws {
        try folder.write(Array("{\"data\":{}}".utf8), to: "x/clinical-records/a.json")
        try folder.write(Array("{\"data\":{}}".utf8), to: "x/b.json")
        guard case .archive = try ImportInput.look(at: folder.path + "/x") else {
            Issue.record("a payload")
            return
        }
        try folder.write(Array(export("").utf8), to: "y/export.xml")
        try folder.write(Array("{\"data\":{}}".utf8), to: "y/a.json")
        guard case .archive = try ImportInput.look(at: folder.path + "/y") else {
            Issue.record("a payload")
            return
        }
    }
}
