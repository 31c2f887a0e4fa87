/// Sum, average and extremes of samples over one interval, the slow and obvious way.
///
/// This is the archive's own opinion of its numbers; it shares no code with the program's statistics, so
/// that a mistake in either shows. Sources that overlap are told apart second by second: every second
/// belongs to the best source (manual entries, watch, phone, others) that has a sample over it, a sample
/// counts by the share of its seconds that its source owns, and an instant without length counts as a
/// whole. Averages of heart rates weigh each value by the seconds until the next one, at most 300, within
/// the interval.
struct IntervalStatistics {
    private(set) var sum = 0.0
    /// Samples that start in the interval.
    private(set) var count = 0
    private(set) var average: Double?
    private(set) var minimum: Double?
    private(set) var maximum: Double?
    /// Whether any sample says something about the interval.
    private(set) var isEmpty = true

    /// - Parameters:
    ///   - samples: Without copies; in any order; more than those of the interval may be among them.
    ///   - interval: Half-open, in seconds since 1970.
    init(of samples: [SyntheticSample], style: Series.Style, over interval: Range<Int64>) {
        let started = samples.filter { interval.contains($0.start) }
        count = started.count
        switch style {
        case .sum:
            add(samples.filter { Self.touches($0, interval) }, over: interval)
        case .average, .level, .none:
            spread(started)
            if style == .average, !started.isEmpty {
                average = started.reduce(0) { $0 + $1.value.double } / Double(started.count)
            }
        case .averageByTime:
            spread(started)
            average = Self.averageByTime(started.sorted { $0.start < $1.start }, interval)
        }
    }

    private static func touches(_ sample: SyntheticSample, _ interval: Range<Int64>) -> Bool {
        sample.start == sample.end
            ? interval.contains(sample.start)
            : sample.start < interval.upperBound && sample.end > interval.lowerBound
    }

    private mutating func spread(_ samples: [SyntheticSample]) {
        for sample in samples {
            let value = sample.value.double
            minimum = min(minimum ?? value, value)
            maximum = max(maximum ?? value, value)
            isEmpty = false
        }
    }

    private mutating func add(_ samples: [SyntheticSample], over interval: Range<Int64>) {
        isEmpty = samples.isEmpty
        let ranks = Set(samples.map(\.source.rank)).sorted()
        // Who owns each second; with one source there is nothing to tell apart.
        var taken = [Bool](repeating: false, count: ranks.count > 1 ? interval.count : 0)
        for rank in ranks {
            let own = samples.filter { $0.source.rank == rank }
            for sample in own {
                sum += Self.share(of: sample, over: interval, taken: taken)
            }
            guard ranks.count > 1 else { continue }
            for sample in own {
                for second in Self.seconds(of: sample, in: interval) { taken[second] = true }
            }
        }
    }

    private static func share(
        of sample: SyntheticSample, over interval: Range<Int64>, taken: [Bool]
    ) -> Double {
        let value = sample.value.double
        guard sample.end > sample.start else {
            let isTaken = !taken.isEmpty && taken[Int(sample.start - interval.lowerBound)]
            return isTaken ? 0 : value
        }
        let seconds = seconds(of: sample, in: interval)
        var free = seconds.count
        if !taken.isEmpty {
            free = 0
            for second in seconds where !taken[second] { free += 1 }
        }
        return value * Double(free) / Double(sample.end - sample.start)
    }

    private static func seconds(of sample: SyntheticSample, in interval: Range<Int64>) -> Range<Int>
    {
        let from = max(sample.start, interval.lowerBound) - interval.lowerBound
        let to = min(sample.end, interval.upperBound) - interval.lowerBound
        return Int(from)..<max(Int(from), Int(to))
    }

    private static func averageByTime(
        _ samples: [SyntheticSample], _ interval: Range<Int64>
    ) -> Double? {
        guard let first = samples.first else { return nil }
        guard samples.count > 1 else { return first.value.double }
        var weighted = 0.0
        var weight = 0.0
        for (index, sample) in samples.enumerated() {
            var until = sample.end
            if sample.end == sample.start {
                let next = index + 1 < samples.count ? samples[index + 1].start : Int64.max
                until = min(next, sample.start + 300)
            }
            let seconds = Double(min(until, interval.upperBound) - sample.start)
            weighted += sample.value.double * seconds
            weight += seconds
        }
        return weight > 0 ? weighted / weight : first.value.double
    }
}
