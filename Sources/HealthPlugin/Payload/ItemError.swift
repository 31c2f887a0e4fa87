/// Why an item of a payload or a row of a file was not understood; it costs that item only.
///
/// Names keys and columns, never a value.
public struct ItemError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The key or column, with its place where it lies deeper: `start`, `heartRateData[3].date`. Empty when the
    /// whole item is meant.
    public var key: String
    /// What is wrong, as the end of a sentence that begins with the key: `is missing`, `is not a date`.
    public var problem: String

    public init(key: String = "", _ problem: String) {
        (self.key, self.problem) = (key, problem)
    }

    public var description: String {
        key.isEmpty ? "the item \(problem)" : "\"\(key)\" \(problem)"
    }

    /// The same error seen from the object that holds the item under a key.
    public func within(_ outer: String) -> ItemError {
        ItemError(key: key.isEmpty ? outer : "\(outer).\(key)", problem)
    }
}
