import HealthPlugin
import HealthTesting
import Testing

struct MergingPropertyTests {
    /// Samples of some hours from four sources, with moments, equal starts and negative lengths among them.
    private func samples(_ count: Int, _ random: inout SeededGenerator) -> [RankedSample] {
        (0..<count).map { _ in
            let start = Int64.random(in: 0..<6000, using: &random)
            let length =
                Int.random(in: 0..<6, using: &random) == 0
                ? Int64.random(in: -20...0, using: &random)
                : Int64.random(in: 1...900, using: &random)
            return Fixture.sample(
                start, start + length, Double(Int.random(in: 0...90, using: &random)),
                source: Int32.random(in: 0..<4, using: &random))
        }
    }

    /// The plainest possible merge: second by second, every sample looked at.
    private func bruteForce(_ samples: [RankedSample], bucket size: Int64) -> [Int64: Double] {
        var buckets: [Int64: Double] = [:]
        func covers(_ sample: RankedSample, _ second: Int64) -> Bool {
            sample.start.seconds <= second && second < sample.end.seconds
        }
        for sample in samples where sample.end <= sample.start {
            let second = sample.start.seconds
            let isBeaten = samples.contains {
                $0.rank < sample.rank
                    && (covers($0, second) || $0.end <= $0.start && $0.start == sample.start)
            }
            if !isBeaten { buckets[second / size, default: 0] += sample.value }
        }
        for second in Int64(0)..<7000 {
            let covering = samples.filter { covers($0, second) }
            guard let best = covering.map(\.rank).min() else { continue }
            for sample in covering where sample.rank == best {
                buckets[second / size, default: 0] += sample.value / Double(sample.seconds)
            }
        }
        return buckets
    }

    @Test(arguments: 0..<8)
    func `merging equals a second-by-second count`(round: Int) {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of merging, round \(round): \(seed)")
        var random = SeededGenerator(seed: seed)
        let samples = samples(round * 8 + 1, &random)
        for (grouping, size) in [(Grouping.minutes, Int64(60)), (.hours, 3600)] {
            let expected = bruteForce(samples, bucket: size)
            let points = Fixture.points(samples, .sum, Fixture.plan(grouping))
            #expect(points.map { $0.bucket.lowerBound.seconds / size } == expected.keys.sorted())
            for point in points {
                let value = expected[point.bucket.lowerBound.seconds / size] ?? -1
                #expect(abs(point.value - value) <= 1e-9 * max(1, value))
            }
        }
    }

    @Test func `the sum over buckets equals the sum over the range`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of sums over buckets: \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let samples = samples(60, &random)
            let all = Fixture.points(
                samples, .sum, BucketPlan(single: Fixture.range(-100_000, 100_000)))
            for grouping in [Grouping.seconds, .minutes, .hours, .days, .weeks, .months, .years] {
                let parts = Fixture.points(samples, .sum, Fixture.plan(grouping))
                var sum = ExactSum()
                for part in parts { sum.add(part.value) }
                #expect(abs(sum.value - all[0].value) <= 1e-9 * all[0].value)
                #expect(Set(parts.map(\.bucket)).count == parts.count)
            }
        }
    }

    @Test func `the order of samples of one start changes no byte`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of orders: \(seed)")
        var random = SeededGenerator(seed: seed)
        for rule in StatisticsRule.allCases {
            var samples = samples(80, &random)
            for index in samples.indices {
                let start = samples[index].start.seconds / 300 * 300
                let length = samples[index].end.seconds(since: samples[index].start)
                samples[index].start = Instant(seconds: start)
                samples[index].end = Instant(seconds: start + length)
                samples[index].value /= 7
            }
            let first = Fixture.points(samples, rule, Fixture.plan(.minutes))
            samples.shuffle(using: &random)
            let second = Fixture.points(samples, rule, Fixture.plan(.minutes))
            #expect(first.map(\.value.bitPattern) == second.map(\.value.bitPattern), "\(rule)")
            #expect(first.map(\.sources) == second.map(\.sources))
        }
    }

    @Test func `cutting a sample in proportion changes no sum`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of cuts: \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let samples = samples(40, &random)
            let cut = samples.flatMap { sample -> [RankedSample] in
                guard sample.seconds > 1 else { return [sample] }
                let seconds = Int64.random(in: 1..<sample.seconds, using: &random)
                var (left, right) = (sample, sample)
                left.end = sample.start.advanced(bySeconds: seconds)
                right.start = left.end
                left.value = sample.value * Double(seconds) / Double(sample.seconds)
                right.value = sample.value - left.value
                return [left, right]
            }
            let whole = Fixture.points(samples, .sum, Fixture.plan(.minutes))
            let parts = Fixture.points(cut, .sum, Fixture.plan(.minutes))
            #expect(whole.map(\.bucket) == parts.map(\.bucket))
            for (left, right) in zip(whole, parts) {
                #expect(abs(left.value - right.value) <= 1e-9 * max(1, left.value))
            }
        }
    }

    @Test func `a worse source that lies inside a better one changes no byte`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of worse sources: \(seed)")
        var random = SeededGenerator(seed: seed)
        let better = samples(60, &random)
        let worse = better.filter { $0.seconds > 2 }.map { sample in
            var inside = sample
            inside.start = sample.start.advanced(bySeconds: 1)
            inside.end = sample.end.advanced(
                bySeconds: -Int64.random(in: 0..<sample.seconds, using: &random))
            inside.rank = Fixture.rank(9)
            return inside
        }
        let alone = Fixture.points(better, .sum, Fixture.plan(.minutes))
        let both = Fixture.points(better + worse, .sum, Fixture.plan(.minutes))
        #expect(alone.map(\.value.bitPattern) == both.map(\.value.bitPattern))
        #expect(alone.map(\.sources) == both.map(\.sources))
    }

    @Test(arguments: [
        "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe",
        "Asia/Beirut", "America/Havana", "Africa/Cairo", "America/Santiago", "Pacific/Apia",
        "Antarctica/Troll", "Asia/Kathmandu", "Africa/Casablanca",
    ])
    func `a steady walk of two years loses and doubles nothing at any change of clocks`(
        zone: String
    ) throws {
        let table = try Fixture.zone(zone)
        // 2010 and 2011: Samoa skips a day, Newfoundland changes a minute past midnight.
        let (first, last) = (Int64(1_262_304_000), Int64(1_325_376_000))
        let samples = stride(from: first, to: last, by: 3600).map {
            Fixture.sample($0, $0 + 3600, 3600)
        }
        for grouping in [Grouping.hours, .days, .weeks, .months, .years] {
            let points = Fixture.points(samples, .sum, Fixture.plan(grouping, zone: table))
            var end = points[0].bucket.lowerBound
            var wrong: [Instant] = []
            for point in points {
                let seconds = point.bucket.clamped(to: Fixture.range(first, last))
                let length = seconds.upperBound.seconds(since: seconds.lowerBound)
                if point.bucket.lowerBound != end || abs(point.value - Double(length)) > 1e-6 {
                    wrong.append(point.bucket.lowerBound)
                }
                end = point.bucket.upperBound
            }
            #expect(wrong.isEmpty)
            #expect(end >= Instant(seconds: last))
        }
    }
}
