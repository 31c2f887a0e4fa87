/// A parsed JSON value. Members of an object keep their order; of equal keys all are kept, the first counts.
public enum JSONValue: Sendable, Equatable {
    public struct Member: Sendable, Equatable {
        public var key: String
        public var value: JSONValue

        public init(key: String, value: JSONValue) {
            (self.key, self.value) = (key, value)
        }
    }

    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// The first member of that name; `nil` where this is no object, the name is absent or its value is null.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self,
            let value = members.first(where: { $0.key == key })?.value, value != .null
        else { return nil }
        return value
    }

    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    public var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    public var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    public var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    public var object: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }
}
