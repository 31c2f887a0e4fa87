/// The kinds of counted warnings; the raw value is what machine-readable output shows.
public enum WarningCode: String, Sendable, CaseIterable {
    // The archive and its members.
    case wrappedSize = "wrapped-size"
    case unknownMember = "unknown-member"
    case unreadableMember = "unreadable-member"
    case salvaged
    // The markup.
    case unknownVersion = "unknown-version"
    case malformedTag = "malformed-tag"
    case unbalancedTag = "unbalanced-tag"
    case strayText = "stray-text"
    case doubledAttribute = "doubled-attribute"
    case blankAttributeName = "blank-attribute-name"
    case unknownAttribute = "unknown-attribute"
    case unknownElement = "unknown-element"
    case badReference = "bad-reference"
    case controlCharacter = "control-character"
    case invalidUTF8 = "invalid-utf8"
    // The records.
    case missingType = "missing-type"
    case missingStart = "missing-start"
    case unreadableDate = "unreadable-date"
    case missingEnd = "missing-end"
    case missingSource = "missing-source"
    case endBeforeStart = "end-before-start"
    case otherOffset = "other-offset"
    case quantityWithoutNumber = "quantity-without-number"
    case unequalMetadata = "unequal-metadata"
    case badDay = "bad-day"
    case totalsDiffer = "totals-differ"

    /// What it means, a phrase that the count stands before.
    public var summary: String {
        switch self {
        case .wrappedSize: "size in the directory that agrees only modulo 4 GiB; the data is whole"
        case .unknownMember: "member of the archive that this program does not know; not read"
        case .unreadableMember: "member of the archive that cannot be read; set aside"
        case .salvaged: "fault at which the reading stopped; what is whole before it was kept"
        case .unknownVersion: "export version that this program does not know; read all the same"
        case .malformedTag: "tag that cannot be read; set aside with the rejects"
        case .unbalancedTag: "element that is not closed, or closed twice; read as if it were"
        case .strayText: "text where none belongs; kept in documents, else ignored"
        case .doubledAttribute: "attribute that stands twice; a second start fills a missing end"
        case .blankAttributeName: "attribute with blanks in its name; kept as metadata"
        case .unknownAttribute: "unknown attribute of a record; kept as metadata"
        case .unknownElement: "element that this program does not know; stored as a document"
        case .badReference: "unknown or forbidden character reference; kept as text"
        case .controlCharacter: "control character that XML forbids; kept"
        case .invalidUTF8: "byte sequence that is not UTF-8; replaced by U+FFFD"
        case .missingType: "record without a type; set aside with the rejects"
        case .missingStart: "record without a start; set aside with the rejects"
        case .unreadableDate: "date that cannot be read; a record is set aside with the rejects"
        case .missingEnd: "missing end; the start was taken"
        case .missingSource: "record without a source; stored with an empty one"
        case .endBeforeStart: "end before the start; stored as it is"
        case .otherOffset: "date with an offset other than that of the export; obeyed"
        case .quantityWithoutNumber:
            "quantity without a number; its text is kept, sums leave it out"
        case .unequalMetadata: "metadata key with two unequal values; both are kept"
        case .badDay: "activity summary without a date; kept as text"
        case .totalsDiffer: "workout whose totals differ from its statistics; both are kept"
        }
    }
}
