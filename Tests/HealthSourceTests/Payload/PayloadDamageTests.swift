import HealthModel
import HealthTesting
import Testing

@testable import HealthSource

/// What does not hold what it should: an item costs itself, broken structure the file.
@Suite struct PayloadDamageTests {
    private var trial: PayloadTrial

    init() throws {
        trial = try PayloadTrial()
    }

    @Test(arguments: [
        (#"{"kind":"daily_mood"}"#, "\"start\" is missing"),
        (#"{"start":"yesterday","kind":"daily_mood"}"#, "\"start\" is not a date"),
        (#"{"start":"2026-01-09","kind":7}"#, "\"kind\" is not a string"),
        (#"{"start":"2026-01-09","kind":"a","valence":"x"}"#, "\"valence\" is not a number"),
        (#"{"start":"2026-01-09","kind":"a","labels":[1]}"#, "\"labels[]\" is not a string"),
        ("7", "the item is not an object"), ("null", "the item is not an object"),
        (
            #"{"start":"2026-01-09","valence":NaN}"#,
            "is not JSON: a value was expected at its byte 32"
        ),
        ("NaN", "is not JSON: a value was expected at its byte 0"),
        ("tru", "is not JSON: a value was expected at its byte 3"),
        ("1e999", "is not JSON: a number that a double can hold was expected at its byte 0"),
    ])
    func `an item that cannot be read costs only itself`(item: String, reason: String) throws {
        let outcome = try trial.read(
            "{\"data\":{\"stateOfMind\":[\(mood(1)),\(item),\(mood(2))]}}")
        #expect(outcome.documents == moodAt(1, 2))
        #expect(outcome.warnings == ["unreadable-item 1: \(reason), in \"stateOfMind\""])
        let reject = try #require(outcome.sink.rejects.first)
        #expect(outcome.sink.rejects.count == 1)
        #expect(reject.kind == "stateOfMind")
        #expect(
            reject.offset
                == Int64("{\"data\":{\"stateOfMind\":[".utf8.count + mood(1).utf8.count + 1))
        #expect(String(decoding: reject.raw, as: UTF8.self) == item)
        #expect(outcome.report.records == 3)
        #expect(outcome.report.recordsRejected == 1)
        #expect(outcome.report.rejects == 1)
    }

    @Test func `values of the wrong type under a key cost that key`() throws {
        let outcome = try trial.read(
            "{\"data\":{\"medications\":{\"a\":1},\"groups\":[7,{\"name\":\"a\",\"data\":3},"
                + "{\"name\":NaN,\"data\":[{}]}],\"stateOfMind\":[\(mood(1))]}}")
        #expect(outcome.documents == moodAt(1))
        #expect(
            outcome.warnings == [
                "unreadable-item 1: is not an array, in \"medications\"",
                "unreadable-item 1: is not an object, in \"groups\"",
                "unreadable-item 1: \"data\" is not an array, in \"groups\"",
                "unreadable-item 1: \"name\" is not JSON, in \"groups\"",
            ])
    }

    @Test func `the same trouble in many items is one counted warning`() throws {
        let items = (0..<40).map { #"{"start":"2026-01-09","kind":"a","labels":["x",\#($0)]}"# }
        let outcome = try trial.read("{\"stateOfMind\":[\(items.joined(separator: ","))]}")
        #expect(
            outcome.warnings == [
                "unreadable-item 40: \"labels[]\" is not a string, in \"stateOfMind\""
            ])
        #expect(outcome.sink.rejects.last?.reason == "\"labels[1]\" is not a string")
    }

    @Test func `an item over the limit is set aside, with its beginning`() throws {
        var trial = trial
        (trial.limits.itemMax, trial.limits.chunk) = (400, 64)
        let long = mood(3, more: ",\"x\":\"\(String(repeating: "y", count: 5000))\"")
        let outcome = try trial.read("{\"data\":{\"stateOfMind\":[\(mood(1)),\(long),\(mood(2))]}}")
        #expect(outcome.documents == moodAt(1, 2))
        #expect(
            outcome.warnings == [
                "unreadable-item 1: is longer than 400 bytes, in \"stateOfMind\""
            ])
        let raw = try #require(outcome.sink.rejects.first?.raw)
        #expect(Array(long.utf8).starts(with: raw))
        #expect(raw.count > 300)
    }

    @Test func `broken structure stops the import with its place, or keeps what is before`() throws
    {
        var trial = trial
        let head = "{\"data\":{\"stateOfMind\":[\(mood(1))"
        let cases: [(text: String, code: SourceError.Code)] = [
            (head, .truncated), (head + ",", .truncated), (head + ",{\"start\":", .truncated),
            (head + "}]}}", .malformed), (head + " \(mood(2))]}}", .malformed),
            (head + ",{\"a\":[1}]}}", .malformed), (head + "]}}]", .noHealthData),
        ]
        for (text, code) in cases {
            trial.salvage = false
            #expect(trial.fault(of: text)?.code == code, "\(text)")
            guard code != .noHealthData else { continue }
            trial.salvage = true
            let outcome = try trial.read(text)
            #expect(outcome.documents == moodAt(1), "\(text)")
            #expect(outcome.report.isComplete == false)
            #expect(outcome.report.warnings.map(\.code) == [.salvaged])
        }
    }

    @Test func `a group that is cut off keeps its whole points`() throws {
        var trial = trial
        trial.salvage = true
        trial.grouping = .hours
        let point = #"{"date":"2026-01-09 08:00:00 +0000","qty":1}"#
        let outcome = try trial.read(
            "{\"data\":{\"groups\":[{\"name\":\"a\",\"data\":[\(point),\(point),{\"date\":")
        #expect(outcome.points.count == 2)
        #expect(outcome.report.warnings.map(\.code) == [.salvaged])
    }

    @Test func `whatever the length of the pieces, the same is read`() throws {
        let text =
            "{\"data\":{\"groups\":[{\"data\":[{\"date\":\"2026-01-09 08:00:00 +0000\",\"qty\":1e2}],"
            + "\"name\":\"a \\\" ] } b\"}],\"x\":[1, 2],\"stateOfMind\":[\(mood(1)),7 ,\(mood(2))]}}"
        let whole = try trial.read(text)
        #expect(whole.documents.count == 3)
        for chunk in [1, 2, 3, 5, 7, 16, 61] {
            var trial = trial
            trial.limits.chunk = chunk
            let outcome = try trial.read(text)
            #expect(outcome.documents == whole.documents, "\(chunk)")
            #expect(outcome.points == whole.points, "\(chunk)")
            #expect(outcome.warnings == whole.warnings, "\(chunk)")
            #expect(
                outcome.sink.rejects.map(\.offset) == whole.sink.rejects.map(\.offset), "\(chunk)")
            #expect(outcome.sink.rejects.map(\.raw) == whole.sink.rejects.map(\.raw), "\(chunk)")
        }
    }
}
