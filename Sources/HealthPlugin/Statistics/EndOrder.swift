/// Passes on samples by their ends: each is moved to its end and held until no earlier one can come.
struct EndOrder {
    /// Latest end first.
    private var held: [RankedSample] = []

    mutating func insert(_ sample: RankedSample) {
        var moved = sample
        moved.start = max(sample.start, sample.end)
        moved.end = moved.start
        let place = held.firstIndex { $0.start < moved.start } ?? held.endIndex
        held.insert(moved, at: place)
    }

    /// The sample that ends first, if it ends by `instant`; without an instant, if there is one.
    mutating func next(endingBy instant: Instant?) -> RankedSample? {
        guard let last = held.last, instant.map({ last.start <= $0 }) ?? true else { return nil }
        return held.removeLast()
    }
}
