/// English words for the values of category samples.
public enum CategoryWords {
    /// The word of a recorded value, by its raw number: `…SeverityNotPresent` gives `Not Present`.
    ///
    /// No value and `NotApplicable` count as `absent`; what names no member is passed on as it stands.
    public static func word(
        of value: StoredSample.Value, type: String, absent: Int
    ) -> String {
        guard let enumeration = CategoryEnumeration.of(type: type) else {
            return word(of: value) ?? ""
        }
        let number =
            switch value {
            case .number(let number): Int(exactly: number)
            case .text(""), .text("HKCategoryValueNotApplicable"): Int?(absent)
            case .text(let text): enumeration.number(of: text)
            }
        let member = enumeration.members.first { $0.number == number }
        return member.map { RecordWords.english($0.name) } ?? word(of: value) ?? ""
    }

    private static func word(of value: StoredSample.Value) -> String? {
        switch value {
        case .text(let text): return text
        case .number(let number):
            guard number.isFinite else { return nil }
            var bytes: [UInt8] = []
            DecimalText.append(number, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

extension StoreReader {
    /// The value of a metadata key, which is named without `HK` or `HKMetadataKey`; `nil` when the sample has none.
    public func metadata(_ key: Substring, of sample: StoredSample) throws -> String? {
        guard sample.metadata != 0 else { return nil }
        return try metadata(sample.metadata).first { MetadataSet.bareKey($0.key) == key }?.value
    }

    /// The name of a sample's source; `nil` when the archive gave none.
    public func source(of sample: StoredSample) throws -> String? {
        let name = try sourceName(sample.source)
        return name.isEmpty ? nil : name
    }
}
