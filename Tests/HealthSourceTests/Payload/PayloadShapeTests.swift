import HealthModel
import Testing

@testable import HealthSource

/// In what shapes payloads come. Section 1.1 of the wire format.
@Suite struct PayloadShapeTests {
    private let trial: PayloadTrial

    init() throws {
        trial = try PayloadTrial()
    }

    @Test(arguments: [
        "{\"data\":{\"stateOfMind\":[\(mood(1)),\(mood(2))]}}",
        "\u{feff}{ \"data\" : {\n  \"stateOfMind\" : [\r\n\(mood(1)) ,\t\(mood(2))\n] } }\n",
        "{\"stateOfMind\":[\(mood(1)),\(mood(2))]}",
        "{\"data\":{\"medications\":[]},\"stateOfMind\":[\(mood(1)),\(mood(2))]}",
        "{\"data\":{\"stateOfMind\":[\(mood(1))]}}{\"data\":{\"stateOfMind\":[\(mood(2))]}}",
        "{\"data\":{\"stateOfMind\":[\(mood(1))]}}\n{\"data\":{\"stateOfMind\":[\(mood(2))]}}\n",
        "[{\"data\":{\"stateOfMind\":[\(mood(1))]}},{\"stateOfMind\":[\(mood(2))]}]",
        "{\"data\":{\"stateOfMind\":[\(mood(1)),\(mood(2)),]}}",
        "{\"data\":{\"stateOfMind\":[\(mood(1))],\"stateOfMind\":[\(mood(2))]}}",
    ])
    func `an envelope, bare keys and many payloads in a file are read alike`(text: String) throws {
        let outcome = try trial.read(text)
        #expect(outcome.documents == moodAt(1, 2))
        #expect(outcome.warnings == [])
        #expect(outcome.report.records == 2)
        #expect(outcome.report.documentsByKind == ["stateOfMind": 2])
    }

    @Test func `an empty payload brings nothing and is no error`() throws {
        for text in ["{\"data\":{}}", "{\"data\":null}", "[]", "{\"data\":{\"stateOfMind\":null}}"]
        {
            let outcome = try trial.read(text)
            #expect(outcome.report.records == 0, "\(text)")
            #expect(outcome.warnings == [], "\(text)")
        }
    }

    @Test func `unknown keys cost a warning each, and those of data are kept`() throws {
        let outcome = try trial.read(
            """
            {"received":"now","data":{"moods":[1,2],"note":"x","none":[],"stateOfMind":[\(mood(1))]},"a":{"b":1}}
            """)
        #expect(outcome.documents == moodAt(1))
        #expect(
            outcome.warnings == [
                "unknown-payload-key 1: \"received\" beside \"data\"",
                "unknown-data-key 1: no data type has the key \"moods\", in \"data\"",
                "unknown-payload-key 1: \"note\" in \"data\"",
                "unknown-payload-key 1: \"none\" in \"data\"",
                "unknown-payload-key 1: \"a\" beside \"data\"",
            ])
        #expect(outcome.sink.rejects.map { String(decoding: $0.raw, as: UTF8.self) } == ["[1,2]"])
        #expect(outcome.sink.rejects.map(\.offset) == [34])
    }

    @Test func `the head of a group is known to its items wherever it stands`() throws {
        let points = #"[{"date":"2026-01-09 08:00:00 +0000","qty":1}]"#
        let outcome = try trial.read(
            """
            {"data":{"groups":[{"data":\(points),"units":"count","name":"last"},
            {"name":"first","data":\(points)},{"name":"empty","data":[]},{"name":"none"}]}}
            """)
        let eight = moodDay + 8 * 3600
        #expect(outcome.points == ["last \(eight) hours", "first \(eight) hours"])
        #expect(outcome.warnings == [])
    }

    @Test func `gzip is unpacked, and damage to it is an error`() throws {
        let text = Array("{\"data\":{\"stateOfMind\":[\(mood(1)),\(mood(2))]}}".utf8)
        let packed = gzip(text)
        #expect(try trial.read(packed, name: "a.json.gz").documents == moodAt(1, 2))
        #expect(try trial.read(gzip(Array(text)) + gzip([0x0a]), name: "b.gz").documents.count == 2)
        for (bytes, code) in [
            (Array(packed.dropLast(3)), SourceError.Code.truncated),
            (Array(packed.prefix(30)), .truncated),
            (Array(packed.dropLast()) + [9], .checksum),
        ] {
            #expect(throws: SourceError.self) { try trial.read(bytes, name: "c.gz") }
            do { _ = try trial.read(bytes, name: "c.gz") } catch let error as SourceError {
                #expect(error.code == code)
            }
        }
    }

    /// One member of a gzip file with a name in it.
    private func gzip(_ bytes: [UInt8]) -> [UInt8] {
        let head: [UInt8] = [0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3] + Array("a.json\0".utf8)
        let checksum = le(Int(TestZip.crc(bytes)), 4) + le(bytes.count, 4)
        return head + TestZip.deflate(bytes) + checksum
    }

    @Test func `what is JSON and no payload is refused`() {
        for text in ["{\"a\":1}", "{}", "[1]", "{\"data\":[]}", "{\"data\":{}} 7"] {
            let error = trial.fault(of: text)
            #expect(error?.code == .noHealthData, "\(text)")
            #expect(error?.exitStatus == .badData, "\(text)")
        }
        #expect(
            trial.fault(of: "{\"a\":1}")?.description
                == "payload.json, byte 0: this is JSON, and no payload of the app: an object with "
                + "\"data\" was expected, or with \"stateOfMind\", \"medications\", \"groups\"; give "
                + "files that the app, hae or a receiver of theirs has written")
    }
}
