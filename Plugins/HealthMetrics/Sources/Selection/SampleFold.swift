import HealthPlugin

/// Makes one of samples that are the same: from an archive and from a payload that wrote no end, or another unit.
///
/// The same are samples of equal start, source and value whose ends are equal or one of which has no length; numbers of
/// different units are equal up to rounding. The longer one stays, with the kind of the one that has metadata. Source:
/// section 1.6 of the wire format. Takes samples by start, and holds those of one.
struct SampleFold {
    typealias Body = (RankedSample, StoredSample) throws -> Void

    private struct Entry {
        var sample: RankedSample
        var stored: StoredSample
    }

    private let recipe: SampleRecipe
    /// Of one start, as they came.
    private var entries: [Entry] = []
    private var start: Instant?

    init(_ recipe: SampleRecipe) {
        self.recipe = recipe
    }

    mutating func add(_ sample: RankedSample, _ stored: StoredSample, _ body: Body) rethrows {
        if sample.start != start {
            try finish(body)
            start = sample.start
        }
        let entry = Entry(sample: sample, stored: stored)
        // Sources first, by themselves: a whole entry is copied to be looked at.
        for place in entries.indices
        where entries[place].stored.source == stored.source && isSame(entries[place], entry) {
            entries[place] = folded(entries[place], entry)
            return
        }
        entries.append(entry)
    }

    mutating func finish(_ body: Body) rethrows {
        for place in entries.indices { try body(entries[place].sample, entries[place].stored) }
        entries.removeAll(keepingCapacity: true)
    }

    private func folded(_ left: Entry, _ right: Entry) -> Entry {
        let isLeft = left.sample.end >= right.sample.end
        var longer = isLeft ? left : right
        let shorter = isLeft ? right : left
        guard longer.stored.metadata == 0, longer.sample.tag != shorter.sample.tag else {
            return longer
        }
        longer.sample.tag = shorter.sample.tag
        longer.stored.generation = max(longer.stored.generation, shorter.stored.generation)
        return longer
    }

    /// Whether samples of equal start and source are the same.
    private func isSame(_ left: Entry, _ right: Entry) -> Bool {
        let (one, other) = (left.sample, right.sample)
        guard one.end == other.end || one.seconds == 0 || other.seconds == 0 else { return false }
        if recipe.isCategory { return recipe.isSameCategory(left.stored, right.stored) }
        guard left.stored.unit != right.stored.unit else {
            return one.value == other.value && one.other == other.other
        }
        return isClose(one.value, other.value) && isClose(one.other, other.other)
    }

    private func isClose(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-9 * max(abs(left), abs(right))
    }
}
