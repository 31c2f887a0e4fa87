import HealthPlugin

/// Decides how long the bucket of an aggregated point is. The one place for this; section 1.6 of the wire format.
///
/// Somebody said it (a flag, or the header that stands beside a saved body), or the whole file was looked at: then that
/// counts, `Default` meaning for each metric what it means on the way out. A point that does not lie on a bucket start
/// of it cannot be such a bucket, and has the coarsest finer one on whose start it lies. A night is a day long.
struct PointGrouping {
    private let context: PayloadContext
    private let isCSV: Bool

    init(_ context: PayloadContext, isCSV: Bool) {
        (self.context, self.isCSV) = (context, isCSV)
    }

    /// The groupings on whose bucket starts an instant lies; ``Grouping/default`` as it is for the metric.
    func candidates(at date: Instant, of metric: Metric) -> Set<Grouping> {
        var candidates: Set<Grouping> = [.seconds]
        for grouping in [Grouping.minutes, .hours, .days] {
            guard starts(grouping, at: date) else { break }
            candidates.insert(grouping)
        }
        if candidates.contains(.days) {
            for grouping in [Grouping.weeks, .months, .years] where starts(grouping, at: date) {
                candidates.insert(grouping)
            }
        }
        if candidates.contains(metric.resolve(.default, isCSV: isCSV)) {
            candidates.insert(.default)
        }
        return candidates
    }

    /// The grouping of the bucket that begins at a date, and the bucket.
    func bucket(at date: Instant, of metric: Metric) -> (grouping: Grouping, range: Range<Instant>)
    {
        var candidates = candidates(at: date, of: metric)
        candidates.remove(.default)
        let order = GroupingEvidence.coarsestFirst
        let said = context.grouping.map { metric.resolve($0, isCSV: isCSV) } ?? .years
        let first = order.firstIndex(of: said) ?? 0
        let grouping = order[first...].first { candidates.contains($0) } ?? .seconds
        return (grouping, buckets(grouping).range(containing: date))
    }

    private func starts(_ grouping: Grouping, at date: Instant) -> Bool {
        buckets(grouping).range(containing: date).lowerBound == date
    }

    private func buckets(_ grouping: Grouping) -> Buckets {
        Buckets(zone: context.zone, grouping: grouping, weekStart: context.weekStart)
    }
}
