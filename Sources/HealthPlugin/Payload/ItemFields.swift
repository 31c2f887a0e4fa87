/// The members of an item's object, taken one by one; what nobody took is what nobody knows.
///
/// `null` equals absent, and of members with one key the first counts. Sections 1.2 and 1.6 of the wire format.
public struct ItemFields {
    public let zone: ZoneTable
    private var members: [JSONValue.Member]

    /// - Parameter zone: Where dates without an offset are local time.
    /// - Throws: ``ItemError`` when the value is no object.
    public init(_ value: JSONValue, zone: ZoneTable) throws(ItemError) {
        guard let members = value.object else { throw ItemError("is not an object") }
        (self.members, self.zone) = (members, zone)
    }

    /// Takes a member, whatever its type.
    public mutating func take(_ key: String) -> JSONValue? {
        guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
        let value = members[index].value
        members.removeAll { $0.key == key }
        return value == .null ? nil : value
    }

    /// What has not been taken, sorted by code point, without doubles and nulls.
    public var rest: [JSONValue.Member] {
        var known: Set<String> = []
        return members.filter { known.insert($0.key).inserted && $0.value != .null }
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    /// Takes a date in any form that is read.
    public mutating func dateIfPresent(_ key: String) throws(ItemError) -> Instant? {
        guard let value = take(key) else { return nil }
        let date: Instant? =
            switch value {
            case .string(let text): WireDate.parse(Array(text.utf8), zone: zone)
            case .number(let number): WireDate.instant(epoch: number)
            case .null, .bool, .array, .object: nil
            }
        guard let date else { throw ItemError(key: key, "is not a date") }
        return date
    }

    public mutating func textIfPresent(_ key: String) throws(ItemError) -> String? {
        guard let value = take(key) else { return nil }
        guard let text = value.string else { throw ItemError(key: key, "is not a string") }
        return text
    }

    public mutating func numberIfPresent(_ key: String) throws(ItemError) -> Double? {
        guard let value = take(key) else { return nil }
        guard let number = value.number else { throw ItemError(key: key, "is not a number") }
        return number
    }

    public mutating func flagIfPresent(_ key: String) throws(ItemError) -> Bool? {
        guard let value = take(key) else { return nil }
        guard let flag = value.bool else { throw ItemError(key: key, "is not true or false") }
        return flag
    }

    /// Takes an array; one that is absent is empty.
    public mutating func array(_ key: String) throws(ItemError) -> [JSONValue] {
        guard let value = take(key) else { return [] }
        guard let array = value.array else { throw ItemError(key: key, "is not an array") }
        return array
    }

    /// Takes an array of strings; one that is absent is empty.
    public mutating func texts(_ key: String) throws(ItemError) -> [String] {
        var texts: [String] = []
        for (index, value) in try array(key).enumerated() {
            guard let text = value.string else {
                throw ItemError(key: "\(key)[\(index)]", "is not a string")
            }
            texts.append(text)
        }
        return texts
    }

    public mutating func date(_ key: String) throws(ItemError) -> Instant {
        guard let date = try dateIfPresent(key) else { throw ItemError(key: key, "is missing") }
        return date
    }

    public mutating func text(_ key: String) throws(ItemError) -> String {
        guard let text = try textIfPresent(key) else { throw ItemError(key: key, "is missing") }
        return text
    }

    public mutating func number(_ key: String) throws(ItemError) -> Double {
        guard let number = try numberIfPresent(key) else {
            throw ItemError(key: key, "is missing")
        }
        return number
    }
}
