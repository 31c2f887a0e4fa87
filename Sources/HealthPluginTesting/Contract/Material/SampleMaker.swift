import HealthPlugin

/// Makes up samples of the types that a plugin reads.
struct SampleMaker {
    /// Of more types, some are enough.
    private static let typesMax = 6
    /// The night from 28 to 29 March 2026 has the change to summer time.
    static let first = Instant(seconds: 1_774_566_000)
    static let days: Int64 = 4

    let types: [String]

    init(_ reads: [ProviderDescriptor.Reading], _ numbers: inout SeededNumbers) {
        var types: [String] = []
        for reading in reads {
            switch reading {
            case .type(let type): types.append(type)
            case .types(let prefix):
                types += Catalogue.metrics.flatMap(\.types).filter { $0.hasPrefix(prefix) }
            case .document: break
            }
        }
        self.types = Array(types.shuffled(using: &numbers).prefix(Self.typesMax)).sorted()
    }

    /// Samples in no order; of each type some overlap, some have no length, and sources differ.
    func samples(perType count: Int, _ numbers: inout SeededNumbers) -> [PayloadSample] {
        types.flatMap { type in
            (0..<count).map { _ in
                let start = Self.first.advanced(bySeconds: numbers.number(0..<Self.days * 86_400))
                return sample(type, at: start, length: length(&numbers), &numbers)
            }
        }
    }

    /// Half have none; few are longer than an hour, as each makes a point for every second of it.
    private func length(_ numbers: inout SeededNumbers) -> Int64 {
        switch numbers.number(0..<16) {
        case 0..<8: 0
        case 8..<15: numbers.number(1..<300)
        default: numbers.number(1..<5_000)
        }
    }

    func sample(
        _ type: String, at start: Instant, length: Int64, _ numbers: inout SeededNumbers
    ) -> PayloadSample {
        let sources = ["Watch", "Phone", "Scale, left"]
        return PayloadSample(
            type: type, start: start, end: start.advanced(bySeconds: length),
            source: sources[Int(numbers.number(0..<3))], value: value(of: type, &numbers),
            unit: Catalogue.metric(type: type)?.recordedUnit ?? "")
    }

    private func value(of type: String, _ numbers: inout SeededNumbers) -> StoredSample.Value {
        guard type.hasPrefix(Catalogue.categoryPrefix) else {
            return .number(Double(numbers.number(1..<400)) / 4)
        }
        guard let enumeration = CategoryEnumeration.of(type: type),
            let member = enumeration.members.randomElement(using: &numbers),
            let text = enumeration.text(of: member.number)
        else { return .text("HKCategoryValueNotApplicable") }
        return .text(text)
    }
}

extension Metric {
    fileprivate var recordedUnit: String { isCategory ? "" : metricUnit }
}
