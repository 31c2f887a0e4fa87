import HealthPlugin

/// One object of a metric's `data` array, or one contribution to a CSV row, before it is written.
struct MetricPoint: Equatable {
    /// The keys between `date` and `source`.
    enum Content: Equatable {
        case quantity(Double)
        case heartRate(minimum: Double, average: Double, maximum: Double)
        case bloodPressure(systolic: Double, diastolic: Double)
        /// A quantity of one kind: `mealTime`, `reason` or `value`; a word that is unknown is left out.
        case worded(Double, key: String, word: String?)
        case sexualActivity(unspecified: Double, protected: Double, unprotected: Double)
        case night(NightFigures)
        /// The one shape without `date`: `startDate`, `endDate`, `qty`, `value`.
        case segment(hours: Double, value: String)
    }

    /// Start of the bucket, of the sample, or midnight of a night's day.
    var date: Instant
    /// End of the bucket or of the sample.
    var end: Instant
    var content: Content
    /// Names of the sources that contributed, joined; empty when unknown.
    var source: String
    var touched: Bool
    /// Whether `start` and `end` follow `source` whatever the settings say (wrist temperature).
    var alwaysShowsRange = false
    /// Keys that came with a point and that nobody knows, sorted.
    var unknown: [JSONValue.Member] = []
}
