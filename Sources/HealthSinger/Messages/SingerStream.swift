/// A stream as a SCHEMA message describes it.
public struct SingerStream: Sendable, Equatable {
    public var name: String
    /// Each record has them; may be empty.
    public var keyProperties: [String]
    /// The top-level properties of the schema, in its order; empty for a schema that lists none.
    public var columns: [String]

    public init(name: String, keyProperties: [String], columns: [String]) {
        (self.name, self.keyProperties, self.columns) = (name, keyProperties, columns)
    }
}
