import HealthPlugin

/// An aggregated point as the store keeps it: what a payload or a row says of one bucket.
///
/// The body is `{"grouping":…,"units":…,"row":true,"point":{…}}`; the point is the wire's with dates in UTC and percent
/// values as fractions, `row` is there for points of CSV files only.
struct BucketDocument {
    var grouping: Grouping
    var bucket: Range<Instant>
    /// As recorded.
    var units: String
    var content: MetricPoint.Content
    /// Joined, as it was read; empty when unknown.
    var source: String
    var unknown: [JSONValue.Member] = []
    /// Whether it stood in a row, which knows no sources and no kinds.
    var isRow = false

    /// The names of the sources.
    var sources: [String] {
        source.isEmpty ? [] : source.split(separator: "|").map(String.init)
    }

    func document(of metric: Metric) -> Document {
        var (json, dates) = (JSONWriter(), DateWriter(zone: .utc))
        json.object { json in
            json.string("grouping", grouping.rawValue)
            json.string("units", units)
            if isRow { json.bool("row", true) }
            json.key("point")
            point.write(to: &json, dates: &dates, showsRange: false)
        }
        var key = [
            metric.name, grouping.rawValue, bucket.lowerBound.rfc3339, content.kind, source,
        ]
        // A row says less than a point of JSON: it stands beside one and does not replace it.
        if isRow { key.append("csv") }
        return Document(
            kind: MetricGroup.documentKind(of: metric), key: key.joined(separator: "\n"),
            form: .item, start: bucket.lowerBound, end: bucket.upperBound.advanced(bySeconds: -1),
            source: source, body: json.bytes)
    }

    /// Reads a document back.
    ///
    /// - Throws: ``ItemError`` or `JSONError` for a body that is not one of these.
    init(_ document: StoredDocument, of metric: Metric) throws {
        let body = try JSONParser.parse(document.body)
        var envelope = try ItemFields(body, zone: .utc)
        guard let grouping = Grouping(rawValue: try envelope.text("grouping")),
            let point = envelope.take("point"), let start = document.start, let end = document.end
        else { throw ItemError(key: "grouping", "is not known") }
        self.grouping = grouping
        bucket = start..<max(start, end).advanced(bySeconds: 1)
        units = try envelope.text("units")
        isRow = try envelope.flagIfPresent("row") ?? false
        var fields = try ItemFields(point, zone: .utc)
        _ = fields.take("date")
        content = try MetricPoint.Content(aggregated: &fields, of: metric)
        source = try fields.textIfPresent("source") ?? ""
        unknown = fields.rest
    }

    init(
        grouping: Grouping, bucket: Range<Instant>, units: String, content: MetricPoint.Content,
        source: String, unknown: [JSONValue.Member] = [], isRow: Bool = false
    ) {
        (self.grouping, self.bucket, self.units) = (grouping, bucket, units)
        (self.content, self.source) = (content, source)
        (self.unknown, self.isRow) = (unknown, isRow)
    }

    private var point: MetricPoint {
        var point = MetricPoint(
            date: bucket.lowerBound, end: bucket.upperBound, content: content, source: source,
            touched: true)
        point.unknown = unknown
        return point
    }
}
