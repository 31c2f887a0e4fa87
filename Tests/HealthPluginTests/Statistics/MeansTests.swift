import Foundation
import HealthPlugin
import HealthTesting
import Testing

struct MeansTests {
    private let hour = Fixture.plan(.hours)

    @Test func `the mean is of the samples that start in the bucket`() {
        let points = Fixture.points(
            [
                Fixture.sample(10, 4000, 1), Fixture.sample(20, 20, 2),
                Fixture.sample(3600, 3600, 9),
            ],
            .average, hour)
        #expect(points.map(\.value) == [1.5, 9])
        #expect(points.map(\.minimum) == [1, 9])
        #expect(points.map(\.maximum) == [2, 9])
    }

    @Test func `by time a value counts until the next, five minutes at most`() {
        let points = Fixture.points(
            [
                Fixture.sample(0, 0, 60), Fixture.sample(100, 100, 90),
                Fixture.sample(1000, 1000, 120),
            ],
            .averageByTime, hour)
        let weighted: Double = 60 * 100 + 90 * 300 + 120 * 300
        #expect(points.map(\.value) == [weighted / 700])
        #expect(points.map(\.minimum) == [60])
        #expect(points.map(\.maximum) == [120])
    }

    @Test func `by time a length counts for itself, and nothing beyond the bucket`() {
        let points = Fixture.points(
            [
                Fixture.sample(0, 50, 60), Fixture.sample(20, 20, 90),
                Fixture.sample(3590, 3590, 120),
            ],
            .averageByTime, hour)
        let weighted: Double = 60 * 50 + 90 * 300 + 120 * 10
        #expect(points.map(\.value) == [weighted / 360])
        let single = Fixture.points([Fixture.sample(7, 7, 0.1)], .averageByTime, hour)
        #expect(single.map(\.value) == [0.1])
    }

    @Test func `of values at one instant the last in order has the time`() {
        let samples = [
            Fixture.sample(0, 0, 60, source: 2), Fixture.sample(0, 0, 80, source: 1),
            Fixture.sample(100, 100, 90),
        ]
        let expected: Double = 33_000 / 400
        #expect(Fixture.points(samples, .averageByTime, hour).map(\.value) == [expected])
        let turned = [samples[1], samples[0], samples[2]]
        #expect(Fixture.points(turned, .averageByTime, hour).map(\.value) == [expected])
    }

    @Test func `sound is averaged by energy over the overlap`() {
        let points = Fixture.points(
            [Fixture.sample(0, 1800, 60), Fixture.sample(1800, 5400, 90)], .equivalentLevel, hour)
        let halves = 10 * log10(1001e6 / 2)
        #expect(abs(points[0].value - halves) < 1e-12)
        #expect(points[1].value == 90)
        let moment = Fixture.points(
            [Fixture.sample(0, 0, 60), Fixture.sample(10, 13, 90)], .equivalentLevel, hour)
        let quarters = 10 * log10(3001e6 / 4)
        #expect(abs(moment[0].value - quarters) < 1e-12)
    }

    @Test func `a night's temperature belongs to the day on which it ends`() {
        let samples = [
            Fixture.sample(80_000, 100_000, 35), Fixture.sample(90_000, 95_000, 37),
            Fixture.sample(170_000, 180_000, 36),
        ]
        let points = Fixture.points(samples, .averageByEnd, Fixture.plan(.days))
        #expect(points.map(\.value) == [36, 36])
        #expect(points.map(\.bucket.lowerBound.seconds) == [86_400, 172_800])
    }

    @Test func `the newest value is the last in order`() {
        let points = Fixture.points(
            [Fixture.sample(0, 0, 1), Fixture.sample(5, 5, 3), Fixture.sample(5, 9, 2)],
            .mostRecent, hour)
        #expect(points.map(\.value) == [2])
    }

    @Test func `two values are averaged side by side`() {
        var (first, second) = (Fixture.sample(0, 0, 120), Fixture.sample(9, 9, 130))
        (first.other, second.other) = (80, 85)
        let points = Fixture.points([first, second], .average, hour)
        #expect(points.map(\.value) == [125])
        #expect(points.map(\.other) == [82.5])
    }

    @Test func `a sum is exact whatever its order`() {
        var numbers = [1e100, 1, -1e100, 1e-9, 3, 0.1, 0.2, -0.3]
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of exact sums: \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            numbers.shuffle(using: &random)
            var sum = ExactSum()
            for number in numbers { sum.add(number) }
            #expect(sum.value == 4.000000001000000027)
        }
        var tenths = ExactSum()
        for _ in 0..<10 { tenths.add(0.1) }
        #expect(tenths.value == 1)
        var half = ExactSum()
        for number in [9_007_199_254_740_992, 1, 1e-30] { half.add(number) }
        #expect(half.value == 9_007_199_254_740_994)
        tenths.add(.greatestFiniteMagnitude)
        tenths.add(.greatestFiniteMagnitude)
        tenths.add(1)
        #expect(!tenths.value.isFinite)
    }

    @Test func `every metric has a rule, but for sleep and events`() {
        let without = Catalogue.metrics.filter { $0.statisticsRule == nil }.map(\.name)
        #expect(without == ["handwashing", "sleep_analysis", "toothbrushing"])
        #expect(Catalogue.metric(named: "heart_rate")?.statisticsRule == .averageByTime)
        #expect(Catalogue.metric(named: "mindful_minutes")?.statisticsRule == .sum)
        #expect(Catalogue.metric(named: "sexual_activity")?.statisticsRule == .whole)
    }
}
