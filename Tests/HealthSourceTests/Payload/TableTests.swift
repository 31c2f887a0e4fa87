import HealthModel
import Testing

@testable import HealthSource

/// CSV files of the app. Sections 11.2 and 11.8 of the wire format.
@Suite struct TableTests {
    private let trial: PayloadTrial
    private let header = "Start,End,Kind,Labels,Associations,Valence,Valence Classification"

    init() throws {
        trial = try PayloadTrial()
    }

    private func row(_ hour: Int, labels: String = "Calm | Happy") -> String {
        "2026-01-09 0\(hour):00:00 +0000,,Daily Mood,\(labels),,0.5,Pleasant"
    }

    @Test func `line ends, BOM, surplus commas, quotes and order make no difference`() throws {
        let (one, two) = (row(1), row(2))
        let texts = [
            "\(header)\n\(one)\n\(two)\n", "\(header)\n\(one)\n\(two)",
            "\u{feff}\(header)\r\n\(one)\r\n\r\n\(two)\r\n", "\(header)\n\(one),\n\(two),\n",
            "\(header)\n\(one)\n\(header)\n\(two)\n",
            "Kind,Valence,Start\nDaily Mood,0.5,2026-01-09 01:00:00 +0000\n"
                + "Daily Mood,0.5,2026-01-09 02:00:00 +0000\n",
        ]
        for text in texts {
            let outcome = try trial.read(text, name: "mind.csv")
            #expect(outcome.documents == moodAt(1, 2), "\(text)")
            #expect(outcome.warnings == [], "\(text)")
            #expect(outcome.report.records == 2)
        }
        let quoted = row(1, labels: "\"Calm, or so\nthey \"\"say\"\"\"")
        let outcome = try trial.read("\(header)\n\(quoted)\n\(row(2))\n", name: "mind.csv")
        #expect(outcome.documents == moodAt(1, 2))
    }

    @Test func `a row that cannot be read costs only itself`() throws {
        let bad: [(row: String, reason: String)] = [
            ("2026-01-09 05:00:00 +0000,,Daily Mood", "the item has fewer fields than the header"),
            (row(5) + ",,x", "the item has more fields than the header"),
            (",,Daily Mood,,,0.5,Pleasant", "\"Start\" is missing"),
            ("soon,,Daily Mood,,,0.5,Pleasant", "\"Start\" is not a date"),
            ("2026-01-09 05:00:00 +0000,,Daily Mood,,,NaN,", "\"Valence\" is not a number"),
            ("2026-01-09 05:00:00 +0000,,Daily Mood,,,\"0,5\",", "\"Valence\" is not a number"),
        ]
        for (bad, reason) in bad {
            let outcome = try trial.read("\(header)\n\(row(1))\n\(bad)\n\(row(2))\n", name: "a.csv")
            #expect(outcome.documents == moodAt(1, 2), "\(bad)")
            #expect(outcome.warnings == ["unreadable-row 1: \(reason), in \"stateOfMind\""])
            let reject = try #require(outcome.sink.rejects.first)
            #expect(String(decoding: reject.raw, as: UTF8.self) == bad + "\n")
            #expect(reject.offset == Int64("\(header)\n\(row(1))\n".utf8.count))
        }
    }

    @Test func `a quote that is never closed costs its line`() throws {
        let outcome = try trial.read(
            "\(header)\n\(row(1))\n\"2026\n\(row(2))\n", name: "mind.csv")
        #expect(outcome.documents == moodAt(1, 2))
        #expect(
            outcome.warnings == [
                "unreadable-row 1: the row has a quote that is never closed, in \"stateOfMind\""
            ])
    }

    @Test func `unknown columns are told of and not read`() throws {
        let outcome = try trial.read(
            "Kind,Weather,Start,Valence\nDaily Mood,Rain,2026-01-09 01:00:00 +0000,0.5\n",
            name: "mind.csv")
        #expect(outcome.documents == moodAt(1))
        #expect(outcome.warnings == ["unknown-column 1: \"Weather\", in \"stateOfMind\""])
    }

    @Test func `a header in another language is one clear error`() {
        let error = trial.fault(of: "Beginn,Ende,Art\n2026-01-09,,x\n", name: "Stimmung.csv")
        #expect(
            error?.description
                == "Stimmung.csv, byte 0: the columns of its first row are none that hae knows, which "
                + "are English: State of Mind (Start, Kind, Valence); Medications (Date, Medication, Status); "
                + "Groups (Moment, Count); set the app to English, export again and import that file"
        )
        #expect(error?.exitStatus == .badData)
        #expect(trial.fault(of: "one\n", name: "one.csv")?.code == .unknownHeader)
    }

    @Test func `whatever the length of the pieces, the same rows are read`() throws {
        var trial = trial
        let before = "\u{feff}\(header)\r\n\(row(1)),\r\n"
        let text = before + "x,y\r\n\(row(2, labels: "\"a\nb\""))\r\n"
        for chunk in [1, 2, 3, 7, 64] {
            trial.limits.chunk = chunk
            let outcome = try trial.read(text, name: "mind.csv")
            #expect(outcome.documents == moodAt(1, 2), "\(chunk)")
            #expect(outcome.sink.rejects.map(\.offset) == [Int64(before.utf8.count)], "\(chunk)")
        }
    }

    @Test func `the body of a request is read without its frame`() throws {
        var trial = trial
        let boundary = "--Boundary-CE7A848F-8245-5B46-9A49-2A032891103D"
        let head =
            "\(boundary)\r\nContent-Disposition: form-data; name=\"StateOfMindData\"; "
            + "filename=\"StateOfMind-2026-01-09.csv\"\r\nContent-Type: text/csv\r\n\r\n"
        let body = "\(head)\(header)\n\(row(1))\n\(row(2))\n\r\n\(boundary)--\r\n"
        for chunk in [1, 3, 80, 256 << 10] {
            trial.limits.chunk = chunk
            let outcome = try trial.read(body, name: "000001.csv")
            #expect(outcome.documents == moodAt(1, 2), "\(chunk)")
            #expect(outcome.warnings == [], "\(chunk)")
        }
        let two =
            "\(head)\(header)\n\(row(1))\r\n\(head){\"stateOfMind\":[\(mood(2))]}\r\n\(boundary)--\r\n"
        #expect(try trial.read(two, name: "000002.csv").documents == moodAt(1, 2))
        let cut = "\(head)\(header)\n\(row(1))\n"
        #expect(trial.fault(of: cut, name: "000003.csv")?.code == .truncated)
        trial.salvage = true
        let outcome = try trial.read(cut, name: "000003.csv")
        #expect(outcome.documents == moodAt(1))
        #expect(outcome.report.warnings.map(\.code) == [.salvaged])
    }
}
