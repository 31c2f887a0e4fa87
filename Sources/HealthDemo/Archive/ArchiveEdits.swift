/// What happened on the phone between two exports of one person.
public struct ArchiveEdits: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// About one in a thousand step and heart rate samples was deleted, never the first or last of a day.
    public static let deletions = ArchiveEdits(rawValue: 1)
    /// The system joined the heart rates of every second run, six at a time, to one record with a
    /// duration and the rounded mean.
    public static let condensedRuns = ArchiveEdits(rawValue: 2)
    /// The phone shows energy in kJ instead of kcal, so every such record and statistic is written anew.
    public static let kilojoules = ArchiveEdits(rawValue: 4)
}
