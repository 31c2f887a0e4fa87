import HealthPlugin

/// What an archive states of one type over one interval: figures that Apple computed, in one unit.
struct ArchiveAnswer {
    /// HealthKit's full type identifier.
    var type: String
    var interval: Range<Instant>
    /// As recorded; empty for what is counted.
    var unit: String
    /// At least one; no figure twice.
    var figures: [OracleComparison.Figure: Double]
    /// The source of the workout, which comes before all others inside of it.
    var ownSource: String?
}
