import Foundation
import HealthModel

/// The main XML of a test, read by splitting lines and quotes: no code of ours is involved.
struct ArchiveReading {
    struct Record: Hashable {
        var type: String
        var source: String
        var start: Int64
        var end: Int64
        var value: String
        var unit: String

        var number: Double { Double(value) ?? .nan }

        /// Manual entries, watch, phone, others.
        var rank: Int {
            switch source {
            case "Health": 0
            case "Apple\u{A0}Watch": 1
            case "iPhone": 2
            default: 3
            }
        }
    }

    struct Element {
        var name: Substring
        var attributes: [Substring: String]
    }

    /// Different records at top level.
    private(set) var records: Set<Record> = []
    private(set) var recordCount = 0
    private(set) var nested: Set<Record> = []
    private(set) var statistics: [Element] = []
    private(set) var summaries: [Element] = []
    private(set) var exportDate = ""
    private(set) var pointers: Set<String> = []

    init(path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for line in text.split(separator: "\n") {
            let content = line.drop { $0 == " " }
            guard content.hasPrefix("<"), !content.hasPrefix("<!") else { continue }
            let element = Self.element(content)
            switch element.name {
            case "Record":
                let record = Self.record(element)
                if line.count - content.count == 1 {
                    records.insert(record)
                    recordCount += 1
                } else {
                    nested.insert(record)
                }
                if let device = element.attributes["device"],
                    let range = device.firstRange(of: "HKDevice: 0x")
                {
                    pointers.insert(String(device[range.upperBound...].prefix(9)))
                }
            case "WorkoutStatistics": statistics.append(element)
            case "ActivitySummary": summaries.append(element)
            case "ExportDate": exportDate = element.attributes["value"] ?? ""
            default: continue
            }
        }
    }

    private static func element(_ content: Substring) -> Element {
        let name = content.dropFirst().prefix { $0.isLetter }
        var attributes: [Substring: String] = [:]
        // Quotes part names from values: a="b" c="d".
        let parts = content.split(separator: "\"", omittingEmptySubsequences: false)
        for index in stride(from: 0, to: parts.count - 1, by: 2) {
            let key = parts[index].dropLast().split(separator: " ").last ?? ""
            attributes[key] = String(parts[index + 1])
        }
        return Element(name: name, attributes: attributes)
    }

    private static func record(_ element: Element) -> Record {
        Record(
            type: element.attributes["type"] ?? "", source: element.attributes["sourceName"] ?? "",
            start: seconds(element.attributes["startDate"] ?? ""),
            end: seconds(element.attributes["endDate"] ?? ""),
            value: element.attributes["value"] ?? "", unit: element.attributes["unit"] ?? ""
        )
    }

    /// Seconds since 1970 of `yyyy-MM-dd HH:mm:ss ±hhmm`.
    static func seconds(_ text: String) -> Int64 {
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 7,
            let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
        else { return .min }
        let clock = numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
        let offset = (numbers[6] / 100 * 60 + numbers[6] % 100) * 60
        let sign = text.contains("-0") && text.suffix(5).hasPrefix("-") ? -1 : 1
        return Int64(date.dayNumber) * 86_400 + Int64(clock - sign * offset)
    }
}
