/// The malformed things that real archives contain, and what a reader shall do with each.
///
/// They are invented records beside the regular ones, of types that have no place in the answer sheet.
public enum FaultKind: String, Sendable, CaseIterable, Hashable {
    /// A second `startDate` where `endDate` belongs.
    case doubledStartDate
    /// U+000B in a value.
    case controlCharacter
    /// Metadata as an attribute with blanks in its name.
    case blankInAttributeName
    /// A quantity without `value`.
    case missingValue
    case notANumber
    case unreadableDate
    case missingType
    case missingStartDate
    case missingEndDate
    case missingSourceName
    case invalidUTF8
    case unknownReference
    case numericReference
    case unknownElement
    case unknownAttribute
    case unknownType
    case unknownCategoryValue
    case unequalMetadata
    case foreignOffset
    case endBeforeStart
    case shuffledAttributes
    case foreignSpelling
    case unparsableTag
    /// A summary whose day is no date.
    case badSummaryDate
    /// A workout, and the same once more.
    case copiedWorkout
    /// A workout whose route names a file that is not there.
    case missingRoute
    /// A workout whose route names a file outside the archive.
    case escapingRoute

    /// True where the record is set aside; all others are stored, most with a counted warning.
    public var isRejected: Bool {
        switch self {
        case .unreadableDate, .missingType, .missingStartDate, .unparsableTag: true
        default: false
        }
    }
}
