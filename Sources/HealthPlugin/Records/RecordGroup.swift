/// The records of one start: folds what is the same, and sorts the rest.
struct RecordGroup<Record: WireRecord> {
    private var members: [(record: Record, rank: RecordRank)] = []

    var start: Instant? { members.first?.record.start }

    mutating func add(_ record: Record, rank: RecordRank) {
        members.append((record, rank))
    }

    /// Returns the records by their identity, then source, each once, and empties the group.
    ///
    /// Of the same thing the sample counts before a document, a file of the archive before an item, and the item
    /// that came last before older ones; each takes from the next what it lacks.
    mutating func take() -> [Record] {
        guard members.count > 1 else {
            defer { members.removeAll(keepingCapacity: true) }
            return members.map(\.record)
        }
        var places: [String: [Int]] = [:]
        var folded: [Record] = []
        for (record, _) in members.sorted(by: { $0.rank < $1.rank }) {
            let identity = record.identity
            let known = places[identity, default: []].first { folded[$0].isSame(as: record) }
            if let known {
                folded[known].absorb(record)
            } else {
                places[identity, default: []].append(folded.count)
                folded.append(record)
            }
        }
        members.removeAll(keepingCapacity: true)
        return folded.map { (Array($0.identity.utf8), Array(($0.source ?? "").utf8), $0) }
            .sorted {
                $0.0 == $1.0
                    ? $0.1.lexicographicallyPrecedes($1.1) : $0.0.lexicographicallyPrecedes($1.0)
            }
            .map(\.2)
    }
}

/// How much a record counts beside another of the same thing; less is better.
struct RecordRank: Comparable {
    private let place: Int
    private let age: Int64

    static let sample = RecordRank(place: 0, age: 0)

    init(_ document: StoredDocument) {
        self.init(place: document.form == .item ? 2 : 1, age: -document.generation)
    }

    private init(place: Int, age: Int64) {
        (self.place, self.age) = (place, age)
    }

    static func < (left: RecordRank, right: RecordRank) -> Bool {
        (left.place, left.age) < (right.place, right.age)
    }
}
