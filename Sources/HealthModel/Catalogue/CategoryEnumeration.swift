/// The values of one or more category types: HealthKit's constants and their raw numbers.
public struct CategoryEnumeration: Sendable {
    /// What stands between `HKCategoryValue` and the member, for example `SleepAnalysis`.
    public let name: String
    /// Tails of type identifiers, for example `SleepAnalysis`.
    public let types: [String]
    public let members: [(name: String, number: Int)]

    init(_ name: String, types: [String], members: [(name: String, number: Int)]) {
        (self.name, self.types, self.members) = (name, types, members)
    }

    /// The enumeration of a category type, by full identifier or tail.
    public static func of(type: String) -> CategoryEnumeration? {
        let tail =
            type.hasPrefix(Catalogue.categoryPrefix)
            ? String(type.dropFirst(Catalogue.categoryPrefix.count)) : type
        return byType[tail]
    }

    /// The raw number of a recorded value, or `nil` when it names no member.
    ///
    /// The member at the end of the text decides, not the enumeration before it: `…MenstrualFlowLight` and
    /// `…VaginalBleedingLight` are the same. A bare number stands for itself.
    public func number(of text: String) -> Int? {
        if let number = Int(text) { return number }
        return members.filter { text.hasSuffix($0.name) }
            .max { $0.name.utf8.count < $1.name.utf8.count }?.number
    }

    /// The full constant of a raw number, as an archive writes it.
    public func text(of number: Int) -> String? {
        members.first { $0.number == number }.map { "HKCategoryValue" + name + $0.name }
    }

    private static let byType: [String: CategoryEnumeration] = {
        var table: [String: CategoryEnumeration] = [:]
        for enumeration in all {
            for type in enumeration.types { table[type] = enumeration }
        }
        return table
    }()
}
