/// Sums over intervals counted in another way than the generator counts them: by the pieces between all
/// borders, each given to the best rank that covers it.
enum Recount {
    static func sum(_ records: [ArchiveReading.Record], over interval: Range<Int64>) -> Double {
        var sum = 0.0
        let long = records.filter {
            $0.start < $0.end && $0.start < interval.upperBound && $0.end > interval.lowerBound
        }
        var borders = Set([interval.lowerBound, interval.upperBound])
        for record in long {
            for border in [record.start, record.end] where interval.contains(border) {
                borders.insert(border)
            }
        }
        let sorted = borders.sorted()
        for (from, to) in zip(sorted, sorted.dropFirst()) {
            let covering = long.filter { $0.start <= from && $0.end >= to }
            let best = covering.map(\.rank).min()
            for record in covering where record.rank == best {
                sum += record.number * Double(to - from) / Double(record.end - record.start)
            }
        }
        for instant in records
        where instant.start == instant.end && interval.contains(instant.start) {
            sum += instant.number
        }
        return sum
    }

    /// Each value counts until the next one, 300 s at most, inside the interval.
    static func averageByTime(
        _ records: [ArchiveReading.Record], over interval: Range<Int64>
    ) -> Double? {
        let inside = records.filter { interval.contains($0.start) }.sorted { $0.start < $1.start }
        if inside.count == 1 { return inside[0].number }
        var pieces: [(number: Double, seconds: Double)] = []
        for (index, record) in inside.enumerated() {
            var length = record.end - record.start
            if length == 0 {
                length = index + 1 < inside.count ? inside[index + 1].start - record.start : 300
                length = min(length, 300)
            }
            length = min(length, interval.upperBound - record.start)
            pieces.append((record.number, Double(length)))
        }
        let weight = pieces.reduce(0) { $0 + $1.seconds }
        guard weight > 0 else { return inside.first?.number }
        return pieces.reduce(0) { $0 + $1.number * $1.seconds } / weight
    }

    static func agrees(_ one: Double, _ other: Double, to tolerance: Double) -> Bool {
        abs(one - other) <= tolerance * max(abs(one), abs(other), 1e-9)
    }
}
