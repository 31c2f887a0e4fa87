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
    /// Of one start; nearly always there is no other, and then nothing is allocated.
    private var first: Entry?
    private var others: [Entry] = []

    init(_ recipe: SampleRecipe) {
        self.recipe = recipe
    }

    mutating func add(_ sample: RankedSample, _ stored: StoredSample, _ body: Body) rethrows {
        let entry = Entry(sample: sample, stored: stored)
        guard first?.sample.start == sample.start, let known = first else {
            try finish(body)
            first = entry
            return
        }
        if isSame(known, entry) {
            first = folded(known, entry)
        } else if let place = others.firstIndex(where: { isSame($0, entry) }) {
            others[place] = folded(others[place], entry)
        } else {
            others.append(entry)
        }
    }

    mutating func finish(_ body: Body) rethrows {
        // Taken and not copied: this is done for every sample.
        guard let entry = first.take() else { return }
        try body(entry.sample, entry.stored)
        guard !others.isEmpty else { return }
        for entry in others { try body(entry.sample, entry.stored) }
        others.removeAll(keepingCapacity: true)
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

    private func isSame(_ left: Entry, _ right: Entry) -> Bool {
        let (one, other) = (left.sample, right.sample)
        guard left.stored.source == right.stored.source,
            one.end == other.end || one.seconds == 0 || other.seconds == 0
        else { return false }
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
