import HealthPlugin

/// Puts the two records of a blood pressure together: equal start, end and source.
///
/// Takes the samples of both types in the store's order, in which the records of one measurement are neighbours. Of
/// several of one second the values are paired in rising order; what is left over is no measurement.
struct PressurePairs {
    struct Pair {
        var sample: StoredSample
        var systolic: Double
        var diastolic: Double

        func ranked(_ rank: SourceRank) -> RankedSample {
            RankedSample(
                start: sample.start, end: sample.end, value: systolic, other: diastolic, rank: rank)
        }
    }

    private var first: StoredSample?
    private var newest: Int64 = 0
    private var systolic: [Double] = []
    private var diastolic: [Double] = []

    /// Adds a record; returns the pairs of the measurement before it, when it begins another.
    mutating func add(_ sample: StoredSample, value: Double, isSystolic: Bool) -> [Pair] {
        var done: [Pair] = []
        if let first,
            (first.start, first.end, first.source) != (sample.start, sample.end, sample.source)
        {
            done = finish()
        }
        if first == nil { first = sample }
        newest = max(newest, sample.generation)
        if isSystolic { systolic.append(value) } else { diastolic.append(value) }
        return done
    }

    /// Returns the pairs of the last measurement.
    mutating func finish() -> [Pair] {
        guard var sample = first else { return [] }
        sample.generation = newest
        defer { (first, newest, systolic, diastolic) = (nil, 0, [], []) }
        return zip(systolic.sorted(), diastolic.sorted()).map {
            Pair(sample: sample, systolic: $0, diastolic: $1)
        }
    }
}
