/// What became of one member of the archive, or one file of the folder.
public struct MemberReport: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The XML with the records.
        case main
        /// GPX files of workouts.
        case route
        case electrocardiogram
        case clinical
        /// The HL7 copy of part of the data, which is not read.
        case clinicalDocument
        /// JSON payloads or a CSV file of the app.
        case payload
        /// What other systems leave behind in archives, and folders.
        case junk
        case unknown
    }

    public enum Outcome: String, Sendable, CaseIterable {
        case read
        /// Known and not read.
        case counted
        case skipped
        /// It could not be read; the reason is among the warnings.
        case rejected
    }

    /// The path inside the archive, `/` between folders; bytes that are not UTF-8 are shown as U+FFFD.
    public var name: String
    /// Uncompressed bytes; of what was not read, as the archive states them.
    public var size: Int64
    public var kind: Kind
    public var outcome: Outcome
}
