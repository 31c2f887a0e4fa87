/// Why a row of CSV could not be read, and where it begins. Never names what stands there.
public struct CSVError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The row's first byte, in the bytes that were passed.
    public var offset: Int
    /// What is wrong, as a phrase: `a quote that is never closed`.
    public var problem: String

    public init(offset: Int, problem: String) {
        (self.offset, self.problem) = (offset, problem)
    }

    public var description: String { "byte \(offset): \(problem)" }
}
