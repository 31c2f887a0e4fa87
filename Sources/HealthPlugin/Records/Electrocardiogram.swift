/// How a recording of an archive stands in the store: what its file says before the voltages.
///
/// A document of kind ``kind`` and form ``Document/Form/element``, whose body is ``node`` and whose series
/// ``seriesName`` holds the voltages (``NumberSeries``). `start` is the recorded date, `end` is start +
/// count / frequency, rounded down to seconds. An item of a payload has the same series.
public struct Electrocardiogram: Sendable, Equatable {
    public static let kind = "ECG"
    public static let seriesName = "voltages"

    /// One line before the voltages, as it stands in the file.
    public struct Line: Sendable, Equatable {
        public var label: String
        /// Without the quotes of CSV; empty when the line has none.
        public var text: String

        public init(label: String, text: String) {
            (self.label, self.text) = (label, text)
        }
    }

    /// As in the file, in its language.
    public var classification: String
    /// In count/min; most files have none.
    public var averageHeartRate: Double?
    /// In hertz.
    public var samplingFrequency: Double
    /// The unit of the voltages, as in the file.
    public var unit: String
    /// All lines, known and unknown, in the order of the file.
    public var lines: [Line]

    public init(
        classification: String, averageHeartRate: Double? = nil, samplingFrequency: Double,
        unit: String = "µV", lines: [Line] = []
    ) {
        (self.classification, self.averageHeartRate) = (classification, averageHeartRate)
        (self.samplingFrequency, self.unit, self.lines) = (samplingFrequency, unit, lines)
    }

    /// Reads what ``node`` makes; `nil` when the frequency is missing.
    public init?(_ node: ArchiveNode) {
        guard let frequency = node["samplingFrequency"].flatMap(Double.init), frequency > 0 else {
            return nil
        }
        self.init(
            classification: node["classification"] ?? "",
            averageHeartRate: node["averageHeartRate"].flatMap(Double.init),
            samplingFrequency: frequency, unit: node["unit"] ?? "",
            lines: node.children(named: "Line").map {
                Line(label: $0["label"] ?? "", text: $0["text"] ?? "")
            })
    }

    public var node: ArchiveNode {
        var node = ArchiveNode(name: Electrocardiogram.kind)
        node.attributes.append(.init(name: "classification", value: classification))
        if let averageHeartRate {
            node.attributes.append(
                .init(name: "averageHeartRate", value: Self.text(averageHeartRate)))
        }
        node.attributes += [
            .init(name: "samplingFrequency", value: Self.text(samplingFrequency)),
            .init(name: "unit", value: unit),
        ]
        node.children = lines.map { line in
            ArchiveNode(
                name: "Line",
                attributes: [
                    .init(name: "label", value: line.label), .init(name: "text", value: line.text),
                ])
        }
        return node
    }

    private static func text(_ number: Double) -> String {
        var bytes: [UInt8] = []
        DecimalText.append(number, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
