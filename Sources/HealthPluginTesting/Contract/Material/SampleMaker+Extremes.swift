import HealthPlugin

extension SampleMaker {
    /// Samples of one type that no phone makes, and some that it does: values that are no numbers and no known
    /// words, dates at the edges, lengths of nothing and less.
    func extremes(of type: String) -> [PayloadSample] {
        var values: [StoredSample.Value] = [
            .number(.greatestFiniteMagnitude), .number(-.greatestFiniteMagnitude),
            .number(.leastNonzeroMagnitude), .number(-0.0), .number(1e15), .number(-1),
            .text(""), .text("1e999"), .text("HKCategoryValueUnheardOf"),
            .text(ItemMutations.secret), .text("99"),
        ]
        // A category may have any word, and a word may look like this.
        if !type.hasPrefix(Catalogue.categoryPrefix) {
            values += [.text("NaN"), .text("inf"), .text("-inf")]
        }
        let starts = [
            "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-03-29T01:00:00Z",
            "2026-10-25T00:30:00Z", "9999-12-31T23:59:59Z",
        ].compactMap(Instant.init(rfc3339:))
        var samples: [PayloadSample] = []
        func add(_ start: Instant, _ seconds: Int64, _ value: StoredSample.Value, _ unit: String) {
            samples.append(
                PayloadSample(
                    type: type, start: start, end: start.advanced(bySeconds: seconds),
                    source: samples.count.isMultiple(of: 2) ? "" : "A \"B\", C\n|\u{1F600}",
                    value: value, unit: unit,
                    metadata: [.init(key: "HKUnheardOf", value: ItemMutations.secret)]))
        }
        for (index, value) in values.enumerated() {
            add(Self.first.advanced(bySeconds: Int64(index) * 700), 600, value, "")
            add(Self.first.advanced(bySeconds: Int64(index) * 700), 0, value, "furlong/fortnight")
        }
        for start in starts { add(start, 0, .number(1), "") }
        add(Self.first, -5, .number(1), "")
        add(Self.first, 10_800, .number(1), "")
        return samples
    }
}
