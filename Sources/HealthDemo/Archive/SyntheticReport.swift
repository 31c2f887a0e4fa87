public import HealthModel

/// What a synthetic archive contains.
public struct SyntheticReport: Sendable {
    /// `Record` elements at top level that are well-formed, copies included.
    public internal(set) var records = 0
    /// The same by type identifier.
    public internal(set) var types: [String: Int] = [:]
    /// `Record` elements inside correlations; those of meals and of the morning's blood pressure stand
    /// at top level too.
    public internal(set) var nestedRecords = 0
    /// Records written a second time byte for byte, counted in `records`.
    public internal(set) var exactCopies = 0
    /// Records written a second time with another device pointer or creation date, counted in `records`.
    public internal(set) var nearCopies = 0
    /// Different samples, whether at top level or nested.
    public internal(set) var samples = 0
    public internal(set) var correlations = 0
    public internal(set) var workouts = 0
    /// `WorkoutRoute` elements; some share a file.
    public internal(set) var routes = 0
    public internal(set) var routeFiles = 0
    public internal(set) var routePoints = 0
    public internal(set) var electrocardiograms = 0
    public internal(set) var summaries = 0
    public internal(set) var faults: [FaultKind: Int] = [:]
    /// Bytes of the main XML.
    public internal(set) var xmlBytes = 0
    /// Bytes of the file on disk.
    public internal(set) var fileBytes = 0
    public internal(set) var exportMoment = Instant(seconds: 0)
    /// First and last local day.
    public internal(set) var days = CivilDate(dayNumber: 0)...CivilDate(dayNumber: 0)
    /// Present when asked for.
    public internal(set) var answers: AnswerSheet?
}
