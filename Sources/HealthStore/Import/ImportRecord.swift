public import HealthModel

/// An import that the store has seen to its end.
public struct ImportRecord: Sendable, Equatable {
    public var generation: Int64
    public var kind: ImportRequest.Kind
    public var name: String
    /// Of the file; `nil` when it was not known.
    public var digest: [UInt8]?
    public var readerVersion: Int
    public var exportDate: Instant?
    public var addOnly: Bool
    public var began: Instant
    /// Samples and documents together.
    public var total: Tally
    public var rejected: Int
}
