import HealthPlugin

/// Items with one thing wrong, or merely odd.
enum ItemMutations {
    /// Stands in every odd text: no message may show it.
    static let secret = "Sentinel-4711"

    /// For each member of the item and for each odd value an item that has the one for the other; and what is no
    /// item at all.
    static func all(of item: JSONValue) -> [JSONValue] {
        guard let members = item.object else { return [] }
        var mutations: [JSONValue] = [
            .null, .bool(true), .number(1), .string(secret), .array([]), .object([]),
        ]
        for index in members.indices {
            mutations += oddities.map { replacing(members, index, $0) }
            var without = members
            without.remove(at: index)
            mutations.append(.object(without))
            mutations.append(.object(members + [members[index]]))
        }
        return mutations
    }

    private static func replacing(
        _ members: [JSONValue.Member], _ index: Int, _ value: JSONValue
    ) -> JSONValue {
        var members = members
        members[index].value = value
        return .object(members)
    }

    private static let oddities: [JSONValue] = [
        .null, .bool(false), .string(""), .string(secret), .string("\(secret)\",\n\u{0}\u{1F600}"),
        .number(0), .number(-0.0), .number(1.7e308), .number(-1.7e308),
        .number(.leastNonzeroMagnitude),
        .number(9_007_199_254_740_992), .number(-62_135_596_800), .number(253_402_300_799),
        .string("0001-01-01 00:00:00 +0000"), .string("9999-12-31 23:59:59 +0000"),
        .string("2026-03-29 02:30:00"), .string("2026-13-40 25:61:61 +9999"),
        .array([]), .array([.string(secret), .null, .number(1e300)]), .object([]),
        .object([
            .init(key: "qty", value: .string(secret)), .init(key: "units", value: .number(1)),
        ]),
    ]
}
