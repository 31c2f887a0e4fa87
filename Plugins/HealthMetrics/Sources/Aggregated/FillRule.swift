import HealthPlugin

/// How documents of buckets become points under some settings.
struct FillRule {
    /// The buckets that are sent; days for nights.
    var buckets: Buckets
    /// Whether finer buckets may be added up to one that is sent.
    var adds: Bool
    /// Whether points of several sources are sent apart.
    var separatesSources: Bool
    /// Whether meal times and reasons are points of their own.
    var separatesKinds: Bool
    /// Whether a row of CSV says less than points of JSON, even where it is newer: kinds and times are lost in it.
    var rowsYield: Bool
    /// Whether a bucket is selected by its date, as nights of JSON are, and not by overlap.
    var selectsByDate: Bool
    let order: SourceOrder

    init(_ metric: Metric, grouping: Grouping, settings: ExportSettings) {
        let isCSV = settings.format == .csv
        let isNight = metric.shape == .sleep
        // Several nights in one row are added; in JSON each night is an object whatever the grouping is.
        let isFine = [.seconds, .minutes, .hours, .days].contains(grouping)
        buckets = Buckets(
            zone: settings.zone, grouping: isNight && (isFine || !isCSV) ? .days : grouping,
            weekStart: settings.weekStart)
        adds =
            switch metric.aggregation {
            case .sum, .event, .night: true
            case .average, .averageByTime, .minMaxAverage, .equivalentLevel: false
            }
        separatesSources = settings.separateSources && !isCSV
        separatesKinds = !isCSV
        selectsByDate = isNight
        rowsYield =
            switch metric.shape {
            case .bloodGlucose, .insulin, .sleep: true
            case .standard, .wristTemperature, .heartRate, .bloodPressure, .event, .sexualActivity,
                .standHour, .mindfulMinutes:
                false
            }
        order = SourceOrder(preferred: settings.preferredSources(for: metric.name))
    }

    /// Whether a document can be (part of) the point of the bucket that its own bucket begins in.
    func fits(_ document: BucketDocument, in bucket: Range<Instant>) -> Bool {
        if document.grouping == buckets.grouping { return document.bucket == bucket }
        return adds && document.bucket.upperBound <= bucket.upperBound
    }
}
