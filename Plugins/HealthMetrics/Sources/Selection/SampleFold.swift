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
    private var held: [Entry] = []

    init(_ recipe: SampleRecipe) {
        self.recipe = recipe
    }

    mutating func add(_ sample: RankedSample, _ stored: StoredSample, _ body: Body) rethrows {
        let entry = Entry(sample: sample, stored: stored)
        guard let first = held.first, first.sample.start == sample.start else {
            try finish(body)
            held.append(entry)
            return
        }
        guard let place = held.firstIndex(where: { isSame($0, entry) }) else {
            held.append(entry)
            return
        }
        let (longer, shorter) =
            held[place].sample.end < sample.end ? (entry, held[place]) : (held[place], entry)
        held[place] = longer
        guard longer.stored.metadata == 0, longer.sample.tag != shorter.sample.tag else { return }
        held[place].sample.tag = shorter.sample.tag
        held[place].stored.generation = max(longer.stored.generation, shorter.stored.generation)
    }

    mutating func finish(_ body: Body) rethrows {
        for entry in held { try body(entry.sample, entry.stored) }
        held.removeAll(keepingCapacity: true)
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
