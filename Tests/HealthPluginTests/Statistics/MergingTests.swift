import HealthPlugin
import Testing

struct MergingTests {
    @Test func `fifty-one steps cut into four minutes are fifty-one steps`() {
        let points = Fixture.points(
            [Fixture.sample(32, 205, 51)], .sum, Fixture.plan(.minutes))
        let shares = [28, 60, 60, 25].map { 51 * Double($0) / 173 }
        #expect(points.map(\.value) == shares)
        let total = points.map(\.value).reduce(0, +)
        #expect(abs(total - 51) < 51e-9)
    }

    @Test func `a better source takes its time from the next`() {
        let samples = [
            Fixture.sample(0, 600, 600, source: 1), Fixture.sample(240, 360, 100, source: 0),
        ]
        let points = Fixture.points(samples, .sum, Fixture.plan(.hours))
        #expect(points.map(\.value) == [100 + 480])
        #expect(points.map(Fixture.sources) == [[0, 1]])
        let apart = Fixture.points(samples, .sum, Fixture.plan(.hours), separatesSources: true)
        #expect(apart.map(\.value) == [100, 600])
        #expect(apart.map(Fixture.sources) == [[0], [1]])
    }

    @Test func `a source that lies inside a better one is neither counted nor named`() {
        let points = Fixture.points(
            [Fixture.sample(0, 600, 600), Fixture.sample(240, 360, 100, source: 1)],
            .sum, Fixture.plan(.minutes))
        #expect(points.count == 10)
        #expect(points.allSatisfy { $0.value == 60 && Fixture.sources($0) == [0] })
    }

    @Test func `samples of one source that overlap add up`() {
        let points = Fixture.points(
            [Fixture.sample(0, 600, 7), Fixture.sample(0, 600, 5), Fixture.sample(300, 400, 3)],
            .sum, Fixture.plan(.hours))
        #expect(points.map(\.value) == [15])
    }

    @Test func `a sample without length counts whole unless a better source covers it`() {
        let plan = Fixture.plan(.minutes)
        let covered = [Fixture.sample(0, 60, 6), Fixture.sample(30, 30, 9, source: 1)]
        #expect(Fixture.points(covered, .sum, plan).map(\.value) == [6])
        let better = [Fixture.sample(0, 60, 6, source: 1), Fixture.sample(30, 30, 9)]
        #expect(Fixture.points(better, .sum, plan).map(\.value) == [15])
        let startsAtOnce = [Fixture.sample(0, 0, 9, source: 1), Fixture.sample(0, 60, 6)]
        #expect(Fixture.points(startsAtOnce, .sum, plan).map(\.value) == [6])
        let ended = [Fixture.sample(0, 30, 6), Fixture.sample(30, 30, 9, source: 1)]
        #expect(Fixture.points(ended, .sum, plan).map(\.value) == [15])
        let twice = [Fixture.sample(30, 30, 6), Fixture.sample(30, 30, 9, source: 1)]
        #expect(Fixture.points(twice, .sum, plan).map(\.value) == [6])
        let same = [Fixture.sample(30, 30, 6), Fixture.sample(30, 30, 9)]
        #expect(Fixture.points(same, .sum, plan).map(\.value) == [15])
    }

    @Test func `an end before the start counts as a moment at the start`() {
        let points = Fixture.points([Fixture.sample(130, 20, 4)], .sum, Fixture.plan(.minutes))
        #expect(points.map(\.value) == [4])
        #expect(points.map(\.bucket) == [Fixture.range(120, 180)])
    }

    @Test func `buckets without samples are not visited`() {
        let points = Fixture.points(
            [Fixture.sample(0, 1, 4), Fixture.sample(90_000_000_000, 90_000_000_001, 5)],
            .sum, Fixture.plan(.seconds))
        #expect(points.map(\.value) == [4, 5])
    }

    @Test func `a plan with limits counts what lies inside and visits nothing else`() {
        let long = [Fixture.sample(-90_000_000_000, 90_000_000_000, 180_000_000_000)]
        let buckets = Buckets(zone: .utc, grouping: .minutes)
        let whole = BucketPlan(buckets, covering: Fixture.range(70, 130))
        #expect(
            Fixture.points(long, .sum, whole).map(\.bucket) == [
                Fixture.range(60, 120), Fixture.range(120, 180),
            ])
        #expect(Fixture.points(long, .sum, whole).map(\.value) == [60, 60])
        let clipped = BucketPlan(buckets, clippedTo: Fixture.range(70, 130))
        #expect(Fixture.points(long, .sum, clipped).map(\.value) == [50, 10])
        let single = BucketPlan(single: Fixture.range(70, 130))
        #expect(Fixture.points(long, .sum, single).map(\.value) == [60])
    }

    @Test func `kinds are merged apart`() {
        let samples = [
            Fixture.sample(0, 60, 2, source: 0, tag: 1),
            Fixture.sample(0, 60, 3, source: 1, tag: 0),
        ]
        let points = Fixture.points(samples, .sum, Fixture.plan(.hours), separatesTags: true)
        #expect(points.map(\.value) == [3, 2])
        #expect(points.map(\.tag) == [0, 1])
        var order = PointOrder()
        var ordered: [String] = []
        let names = SourceTable(["A", "B"])
        for point in points { order.add(point, names: names) { ordered.append("\($1)\($0.tag)") } }
        order.finish { ordered.append("\($1)\($0.tag)") }
        #expect(ordered == ["A1", "B0"])
    }

    @Test func `what is counted whole obeys better sources too`() {
        let samples = [
            Fixture.sample(0, 3600, 1, source: 0), Fixture.sample(0, 3600, 1, source: 1),
            Fixture.sample(3600, 7200, 0, source: 0, tag: 2),
            Fixture.sample(5000, 5000, 1, source: 1),
            Fixture.sample(7200, 10_800, 1, source: 1, tag: 1),
        ]
        let points = Fixture.points(samples, .whole, Fixture.plan(.days))
        #expect(points.map(\.value) == [2])
        #expect(points.map(\.tallies) == [[1, 1, 0]])
        #expect(points.map(\.count) == [3])
        // A better hour that began before the limits still covers.
        let later = BucketPlan(
            Buckets(zone: .utc, grouping: .minutes), covering: Fixture.range(4980, 5040))
        #expect(Fixture.points(samples, .whole, later).isEmpty)
    }

    @Test func `what is not a number is left out`() {
        let points = Fixture.points(
            [Fixture.sample(0, 60, .nan), Fixture.sample(0, 60, .infinity)], .sum,
            Fixture.plan(.hours))
        #expect(points.isEmpty)
    }
}
