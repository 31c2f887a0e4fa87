public import HealthPlugin

/// The members of a record, to be written as cells.
public struct RecordMembers {
    private let members: JSONMembers

    /// - Throws: `JSONError` for what is no object.
    public init(_ record: ArraySlice<UInt8>) throws(JSONError) {
        members = try JSONMembers(record)
    }

    /// The value as text: a string itself, anything else as it was written; `nil` for null and what is missing.
    public func text(of key: String) -> String? {
        guard let member = members[key] else { return nil }
        switch member.value {
        case .null: return nil
        case .string(let text): return text
        case .bool, .number, .array, .object:
            return String(decoding: member.bytes, as: UTF8.self)
        }
    }

    /// Members whose key is none of these.
    public func count(notIn keys: [String]) -> Int {
        members.all.count { !keys.contains($0.key) }
    }
}
