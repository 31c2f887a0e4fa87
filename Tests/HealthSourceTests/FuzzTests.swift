import Foundation
import HealthModel
import HealthSource
import HealthTesting
import Testing

/// Random damage: whatever the bytes, there is an account or an error, and never a crash.
@Suite struct FuzzTests {
    private static let rounds =
        ProcessInfo.processInfo.environment["HAE_LONG"] == "1" ? 20_000 : 200

    private func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        let marks = Array("<>\"'&;/=![]-? \u{0}\u{ff}09e+.:".utf8)
        for _ in 0..<1 + random.next() % 6 where bytes.count > 10 {
            let place = Int(random.next() % UInt64(bytes.count - 8))
            switch random.next() % 5 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
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

    private var xml: String {
        let beats =
            "<HeartRateVariabilityMetadataList><InstantaneousBeatsPerMinute bpm=\"60\" "
            + "time=\"07:12:08,25\"/></HeartRateVariabilityMetadataList>"
        return export(
            [
                record(), record(device: "&lt;&lt;HKDevice: 0x1a&gt;, name:P&gt;"),
                record(children: "<MetadataEntry key=\"k\" value=\"v\"/>"),
                record(value: "5.5e-05", children: beats),
                "<Workout workoutActivityType=\"R\" sourceName=\"W\" startDate=\"2031-07-05 10:00:00 +0200\" "
                    + "endDate=\"2031-07-05 11:00:00 +0200\"><MetadataEntry key=\"k\" value=\"v\"/>"
                    + "<WorkoutRoute sourceName=\"W\"><Location date=\"2031-07-05 10:00:01 +0200\" "
                    + "latitude=\"1.5\" longitude=\"2.5\"/><FileReference path=\"/workout-routes/a.gpx\"/>"
                    + "</WorkoutRoute></Workout>",
                "<ActivitySummary dateComponents=\"2031-11-15\"/><Mood>fair<![CDATA[x]]></Mood>",
            ].joined(separator: "\n"))
    }

    @Test func `damaged XML is read or refused`() throws {
        var random = SeededGenerator(seed: 11)
        var (reads, faults) = (0, 0)
        for round in 0..<Self.rounds {
            let bytes = damaged(Array(xml.utf8), &random)
            do {
                let report = try read(bytes, name: "export.xml", salvage: round % 2 == 0).report
                #expect(
                    report.records
                        == report.recordsByType.values.reduce(0, +) + report.recordsRejected,
                    "seed 11, round \(round)")
                reads += 1
            } catch let error as SourceError {
                #expect(error.exitStatus == .badData, "seed 11, round \(round): \(error)")
                faults += 1
            }
        }
        #expect(reads > 0 && faults > 0)
    }

    @Test func `a damaged zip is read or refused`() throws {
        var zip = TestZip()
        zip.add("apple_health_export/export.xml", xml)
        zip.add("apple_health_export/workout-routes/a.gpx", "<gpx><trk></trk></gpx>")
        zip.add("apple_health_export/electrocardiograms/e.csv", "Name,x\nRecorded Date,2\n1\n2\n")
        var random = SeededGenerator(seed: 12)
        for round in 0..<Self.rounds {
            let bytes = damaged(zip.bytes, &random)
            do {
                _ = try read(bytes, salvage: round % 2 == 0)
            } catch let error as SourceError {
                #expect(error.exitStatus == .badData, "seed 12, round \(round): \(error)")
            }
        }
    }
}
