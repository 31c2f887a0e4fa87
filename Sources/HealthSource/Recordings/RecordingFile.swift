import HealthModel
import HealthPlugin
import HealthXML

/// Reads one ECG file of an archive, in any language, by position and shape. Source: section 10 of the archive reference.
struct RecordingFile {
    /// What is needed to make a recording of it; absent parts mean that it is none.
    private(set) var recorded: Instant?
    private(set) var frequency: Double?
    private(set) var header: [Electrocardiogram.Line] = []
    private(set) var classification = ""
    private(set) var averageHeartRate: Double?
    private(set) var unit = ""
    private(set) var voltages: [Double] = []
    /// Lines among the voltages that are no numbers, by their number in the file, from 1 on.
    private(set) var badLines: [Electrocardiogram.Line] = []

    /// A header of a recording has 13 lines; what has no voltages after so many is none.
    private static let headerMax = 64

    init(_ bytes: [UInt8]) {
        var number = 0
        var cursor = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        let numbers = NumberText()
        while cursor < bytes.count {
            let end = bytes[cursor...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            var line = bytes[cursor..<end]
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            number += 1
            cursor = end + 1
            if line.isEmpty { continue }
            if let voltage = Self.number(line, numbers) {
                voltages.append(voltage)
            } else if voltages.isEmpty {
                guard header.count < Self.headerMax else { break }
                header.append(Self.line(line))
            } else {
                badLines.append(
                    .init(label: "line \(number)", text: String(decoding: line, as: UTF8.self)))
            }
        }
        readHeader(numbers)
    }

    /// The document, or `nil` when the file has no date or no rate.
    func document() -> Document? {
        guard let recorded, let frequency, frequency > 0 else { return nil }
        let recording = Electrocardiogram(
            classification: classification, averageHeartRate: averageHeartRate,
            samplingFrequency: frequency, unit: unit, lines: header + badLines)
        var json = JSONWriter()
        recording.node.write(to: &json)
        let length = Int64((Double(voltages.count) / frequency).rounded(.down))
        return Document(
            kind: Electrocardiogram.kind, key: "\(InstantText.key(recorded))\n\(voltages.count)",
            form: .element, start: recorded, end: recorded.advanced(bySeconds: length),
            body: json.bytes,
            series: [NumberSeries.series(Electrocardiogram.seriesName, voltages)])
    }

    private mutating func readHeader(_ numbers: NumberText) {
        var dates = DateText()
        guard
            let dated = header.firstIndex(where: {
                dates.parse($0.text.utf8Array.span, .init(0, $0.text.utf8.count)) != nil
            })
        else { return }
        let date = header[dated].text.utf8Array
        recorded = dates.parse(date.span, .init(0, date.count))?.instant
        // The line behind the date, in every language.
        if dated + 1 < header.count { classification = header[dated + 1].text }
        // The last line before the voltages.
        unit = header.last?.text ?? ""
        for line in header[dated...].dropFirst(2) {
            guard let (value, word) = Self.measure(line.text, numbers) else { continue }
            if Self.isHertz(word) {
                frequency = frequency ?? value
            } else if Self.isHeartRate(line.label, word) {
                averageHeartRate = averageHeartRate ?? value
            }
        }
    }

    /// `label,text` or `label,"text"`; a line without a comma is a label.
    private static func line(_ bytes: ArraySlice<UInt8>) -> Electrocardiogram.Line {
        guard let comma = bytes.firstIndex(of: UInt8(ascii: ",")) else {
            return .init(label: String(decoding: bytes, as: UTF8.self), text: "")
        }
        var text = bytes[(comma + 1)...]
        if text.count >= 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") {
            text = text.dropFirst().dropLast()
        }
        return .init(
            label: String(decoding: bytes[..<comma], as: UTF8.self),
            text: String(decoding: text, as: UTF8.self).replacing("\"\"", with: "\""))
    }

    /// A voltage: one number with a point or a comma. The comma is a decimal sign and no border of columns.
    private static func number(_ line: ArraySlice<UInt8>, _ numbers: NumberText) -> Double? {
        if let number = numbers.parse(line) { return number }
        guard line.contains(UInt8(ascii: ",")), !line.contains(UInt8(ascii: ".")) else {
            return nil
        }
        let pointed = line.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
        return numbers.parse(pointed[...])
    }

    /// A number with what stands behind it, such as `512 hertz`, `512ヘルツ` or `512,8 Hz`.
    private static func measure(
        _ text: String, _ numbers: NumberText
    ) -> (value: Double, word: String)? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
        guard let value = number(Array(digits.utf8)[...], numbers) else { return nil }
        let word = text.dropFirst(digits.count).filter { !$0.isWhitespace }
        return (value, word.lowercased())
    }

    private static func isHertz(_ word: String) -> Bool {
        ["hz", "hert", "herc", "ヘルツ", "赫", "헤르츠", "герц", "هرتز", "הרץ"].contains {
            word.hasPrefix($0)
        }
    }

    /// No real file has this line, some programs write it.
    private static func isHeartRate(_ label: String, _ word: String) -> Bool {
        word.hasPrefix("bpm") || word.hasPrefix("count/min")
            || (word.isEmpty && ["心率", "心拍"].contains { label.contains($0) })
    }
}

extension String {
    var utf8Array: [UInt8] { Array(utf8) }
}
