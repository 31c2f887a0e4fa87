internal import Foundation

/// Small values that are stored as JSON; none of them is on the path of a delivery more than once per group.
enum JSONColumn {
    static func write(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// - Returns: The value, or `nil` when the text is not one: a damaged row must not stop the others.
    static func read<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
