public import HealthModel

/// What was in an archive, and what became of it.
public struct ReadReport: Sendable {
    /// When the phone made the export; `nil` when the file does not say.
    public var exportDate: Instant?
    /// The offset of that date from UTC, in seconds east.
    public var exportOffset: Int?
    /// The number in the comment `HealthKit Export Version`; `nil` without a DOCTYPE.
    public var version: Int?
    /// `locale` of the main element, such as `en_GB`.
    public var locale: String?
    /// The main XML: a member's name, or the file as the user named it.
    public var mainFile = ""
    /// `Record` elements met, those inside workouts and correlations included: rows handed over and records rejected.
    public var records = 0
    public var recordsRejected = 0
    /// Rows handed over, by HealthKit type.
    public var recordsByType: [String: Int] = [:]
    /// Documents handed over, by kind.
    public var documentsByKind: [String: Int] = [:]
    /// Everything handed over as a ``Reject``, records included.
    public var rejects = 0
    /// One for each kind, in the order in which they were met.
    public var warnings: [ReadWarning] = []
    /// In the order of the archive.
    public var members: [MemberReport] = []
    /// False when a fault cut something off and what stood before it was kept (`salvage`).
    public var isComplete = true
    /// Uncompressed bytes of everything that was read.
    public var inflatedBytes: Int64 = 0

    public init() {}
}
