/// What became of the rows or documents of one kind in an import.
public struct Tally: Sendable, Equatable {
    /// New to the store, or a new version of what it had.
    public var inserted = 0
    /// In the store already, or twice in the input; all of them.
    public var duplicates = 0
    /// Of these, copies that differ in device, metadata or unit.
    public var nearDuplicates = 0
    /// Rows of the store that the archive no longer has.
    public var gone = 0

    public init() {}

    /// What was read: everything that was inserted or folded.
    public var records: Int { inserted + duplicates }

    static func += (left: inout Self, right: Self) {
        left.inserted += right.inserted
        left.duplicates += right.duplicates
        left.nearDuplicates += right.nearDuplicates
        left.gone += right.gone
    }
}
