import Foundation
import HealthModel
import HealthSource
import HealthTesting
import Testing

/// Truncation and random damage: whatever the bytes, there is an account or an error, and never a crash.
@Suite struct PayloadFuzzTests {
    private static let rounds =
        ProcessInfo.processInfo.environment["HAE_LONG"] == "1" ? 40_000 : 300

    private let json =
        "{\"data\":{\"groups\":[{\"name\":\"a\",\"data\":[{\"date\":\"2026-01-09 08:00:00 +0000\",\"qty\":1.5e1}],"
        + "\"units\":\"\\u00b5g\"}],\"stateOfMind\":[\(mood(1)),\(mood(2, more: ",\"x\":[true,null]"))],\"z\":[{}]}}"
    private let table =
        "Start,End,Kind,Labels,Associations,Valence,Valence Classification\r\n"
        + "2026-01-09 01:00:00 +0000,,Daily Mood,\"Calm, \"\"so\"\"\",,0.5,Pleasant,\r\n"
        + "2026-01-09 02:00:00 +0000,,Daily Mood,,,0.5,Pleasant\r\n"

    @Test func `a payload that is cut anywhere is an error, and salvage keeps what is whole`()
        throws
    {
        var trial = try PayloadTrial()
        let bytes = Array(json.utf8)
        let all = try trial.read(bytes).sink.documents.count
        var kept = Set<Int>()
        for count in 1..<bytes.count {
            trial.salvage = false
            #expect(throws: SourceError.self, "\(count)") { try trial.read(Array(bytes[..<count])) }
            trial.salvage = true
            let outcome = try trial.read(Array(bytes[..<count]))
            #expect(outcome.report.isComplete == false, "\(count)")
            kept.insert(outcome.sink.documents.count)
        }
        #expect(kept == Set(0...all))
    }

    @Test func `a file that is cut anywhere keeps its whole rows`() throws {
        let trial = try PayloadTrial()
        let bytes = Array(table.utf8)
        let header = table.utf8.prefix { $0 != 0x0d }.count
        for count in header..<bytes.count {
            let outcome = try trial.read(Array(bytes[..<count]), name: "mind.csv")
            #expect(outcome.sink.documents.count + outcome.report.rejects <= 2, "\(count)")
        }
    }

    @Test func `damaged payloads and files are read or refused`() throws {
        var trial = try PayloadTrial()
        var random = SeededGenerator(seed: 21)
        var (reads, faults) = (0, 0)
        for round in 0..<Self.rounds {
            trial.salvage = round % 4 == 0
            let isTable = round % 3 == 0
            let bytes = damaged(Array((isTable ? table : json).utf8), &random)
            do {
                let outcome = try trial.read(bytes, name: isTable ? "a.csv" : "a.json")
                let report = outcome.report
                #expect(report.rejects == outcome.sink.rejects.count, "seed 21, round \(round)")
                #expect(
                    report.records >= report.recordsRejected, "seed 21, round \(round)")
                reads += 1
            } catch let error as SourceError {
                #expect(error.exitStatus == .badData, "seed 21, round \(round): \(error)")
                faults += 1
            }
        }
        #expect(reads > 0 && faults > 0)
    }

    private func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        let marks = Array("{}[]\",:\\\n\r-1eE.ntu\u{0}\u{ff}".utf8)
        for _ in 0..<1 + random.next() % 5 where bytes.count > 10 {
            let place = Int(random.next() % UInt64(bytes.count - 8))
            switch random.next() % 5 {
            case 0: bytes[place] ^= UInt8(truncatingIfNeeded: 1 << (random.next() % 8))
            case 1: bytes[place] = marks[Int(random.next() % UInt64(marks.count))]
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(marks[Int(random.next() % UInt64(marks.count))], at: place)
            default:
                let end = min(bytes.count, place + Int(random.next() % 200))
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            }
        }
        return bytes
    }
}
