import Foundation
import HealthModel
import HealthPlugin
import Medications
import StateOfMind
import Testing

@testable import HealthSource

/// How a test reads payloads, in UTC unless it says otherwise.
struct PayloadTrial {
    var grouping: Grouping?
    var isDisaggregated = false
    var salvage = false
    var limits = ReadLimits()
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    static let registry = ProviderRegistry([
        StateOfMindProvider(), MedicationsProvider(), GroupReader(),
    ])

    func read(_ text: String, name: String = "payload.json") throws -> Outcome {
        try read(Array(text.utf8), name: name)
    }

    /// Writes a file of that name and reads it, found out by looking.
    func read(_ bytes: [UInt8], name: String = "payload.json") throws -> Outcome {
        try read(at: folder.write(bytes, to: name))
    }

    func read(at path: String) throws -> Outcome {
        guard case .payload(let input) = try ImportInput.look(at: path) else {
            throw SourceError(.notAnArchive, file: path, problem: "no payload", remedy: "")
        }
        let sink = RecordingSink()
        let report = try reader.read(input, into: sink)
        return Outcome(report: report, sink: sink)
    }

    /// The error of a reading that must fail, without the folder of the test in its file name.
    func fault(of text: String, name: String = "payload.json") -> SourceError? {
        do {
            _ = try read(text, name: name)
            return nil
        } catch var error as SourceError {
            error.file = error.file.split(separator: "/").last.map(String.init) ?? ""
            return error
        } catch {
            return nil
        }
    }

    var reader: PayloadFileReader {
        let context = PayloadContext(
            zone: .utc, grouping: grouping, isDisaggregated: isDisaggregated)
        return PayloadFileReader(
            options: PayloadOptions(
                registry: Self.registry, context: context, salvage: salvage,
                temporaryFolder: folder.path), limits: limits)
    }

    struct Outcome {
        var report: ReadReport
        var sink: RecordingSink

        /// The kinds and starts of the documents: `stateOfMind 1767969246`.
        var documents: [String] {
            sink.documents.map { "\($0.kind) \($0.start?.seconds ?? 0)" }
        }

        /// `unreadable-item 2: "start" is missing, in "stateOfMind"`, with the count.
        var warnings: [String] {
            report.warnings.map { "\($0.code.rawValue) \($0.count): \($0.example)" }
        }

        /// What became of a group's points: name, seconds, grouping.
        var points: [String] { sink.documents(of: "groups").map(\.key) }
    }
}

/// A record of State of Mind, the hour of 2026-01-09.
func mood(_ hour: Int, more: String = "") -> String {
    let time = "2026-01-09 \(hour < 10 ? "0" : "")\(hour):00:00 +0000"
    return #"{"start":"\#(time)","end":"\#(time)","kind":"daily_mood","valence":0.5\#(more)}"#
}

/// 2026-01-09 00:00:00 UTC.
let moodDay = 1_767_916_800

func moodAt(_ hours: Int...) -> [String] {
    hours.map { "stateOfMind \(moodDay + $0 * 3600)" }
}
