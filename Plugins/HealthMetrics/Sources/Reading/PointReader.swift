import HealthPlugin

/// Reads one object of a metric's `data`: samples from what is a single measurement, else a document of its bucket.
struct PointReader {
    let group: MetricGroup
    let context: PayloadContext

    func items(of item: JSONValue) throws(ItemError) -> PayloadItems {
        let all = try ItemFields(item, zone: context.zone)
        var fields = all
        if isSegment(item) {
            return PayloadItems(samples: [try SampleReader(group: group).segment(&fields)])
        }
        if context.isDisaggregated || group.metric.shape == .event,
            let samples = try SampleReader(group: group).samples(&fields)
        {
            return PayloadItems(samples: samples)
        }
        fields = all
        return PayloadItems(documents: [try document(&fields)])
    }

    /// See ``PayloadReader/groupings(of:in:)``.
    func groupings(of item: JSONValue) -> Set<Grouping>? {
        guard !context.isDisaggregated, group.metric.shape != .event, group.metric.shape != .sleep,
            var fields = try? ItemFields(item, zone: context.zone),
            let date = try? fields.date("date")
        else { return nil }
        return PointGrouping(context, isCSV: false).candidates(at: date, of: group.metric)
    }

    private func isSegment(_ item: JSONValue) -> Bool {
        group.metric.shape == .sleep && item["startDate"] != nil
    }

    private func document(_ fields: inout ItemFields) throws(ItemError) -> Document {
        let date = try fields.date("date")
        // What hae and some receivers know and what says nothing new: section 3.1 of the wire format.
        for key in ["start", "end", "metadata", "context"] { _ = fields.take(key) }
        let content = try MetricPoint.Content(aggregated: &fields, of: group.metric)
        let source = try source(&fields)
        let (grouping, bucket) = bucket(at: date)
        return BucketDocument(
            grouping: grouping, bucket: bucket, units: group.units,
            content: content.mapNumbers(group.stored), source: source, unknown: fields.rest
        ).document(of: group.metric)
    }

    private func bucket(at date: Instant) -> (Grouping, Range<Instant>) {
        guard group.metric.shape == .sleep else {
            return PointGrouping(context, isCSV: false).bucket(at: date, of: group.metric)
        }
        let days = Buckets(zone: context.zone, grouping: .days)
        return (.days, days.range(containing: date))
    }

    /// Nights of older payloads name the source of the stages and that of the time in bed apart.
    private func source(_ fields: inout ItemFields) throws(ItemError) -> String {
        let source = try fields.textIfPresent("source")
        guard group.metric.shape == .sleep else { return source ?? "" }
        let parts = [
            try fields.textIfPresent("sleepSource"), try fields.textIfPresent("inBedSource"),
        ]
        if let source { return source }
        let names = parts.compactMap { $0 }.flatMap { $0.split(separator: "|").map(String.init) }
        let table = SourceTable(names)
        var sources = SourceSet()
        for index in table.names.indices { sources.insert(Int32(index)) }
        return table.joined(sources)
    }
}
