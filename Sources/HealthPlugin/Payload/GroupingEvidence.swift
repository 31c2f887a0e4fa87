/// Finds out how long the buckets of a file are, when nobody said.
///
/// A file's grouping is the coarsest one on whose bucket starts all its buckets lie (section 1.6 of the wire
/// format). ``Grouping/default`` stands between minutes and seconds: buckets of heart rate on any second, all
/// others on whole minutes. The reader of a file looks at all its items first, and then reads them with what
/// was found:
///
///     for item in file { evidence.narrow(to: reader.groupings(of: item, in: context)) }
///     context.grouping = evidence.grouping
public struct GroupingEvidence: Sendable {
    /// All groupings, from coarse to fine.
    public static let coarsestFirst: [Grouping] = [
        .years, .months, .weeks, .days, .hours, .minutes, .default, .seconds,
    ]

    /// The coarsest grouping that fits all buckets; `nil` as long as there was none.
    public private(set) var grouping: Grouping?
    private var candidates = Set(Grouping.allCases)

    public init() {}

    /// Whether nothing more can change the answer, so that the rest of the file need not be looked at.
    public var isSettled: Bool { grouping == .seconds }

    /// Takes what an item says; `nil`: it is no bucket and says nothing.
    public mutating func narrow(to groupings: Set<Grouping>?) {
        guard let groupings else { return }
        candidates.formIntersection(groupings)
        grouping = Self.coarsestFirst.first { candidates.contains($0) } ?? .seconds
    }
}
