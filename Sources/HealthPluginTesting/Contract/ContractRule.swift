/// What a plugin has to keep to, one rule each.
public enum ContractRule: String, Sendable, CaseIterable {
    /// Its descriptor and its options are declared as the configuration needs them.
    case options
    /// Each of its worked examples gives what it expects.
    case examples
    /// Records come stream by stream, by date, each one JSON value or one row, and twice the same.
    case order
    /// What is imported twice is there once, and the second time brings nothing new.
    case idempotence
    /// What was written can be read, and is then written again the same.
    case roundTrip
    /// What arrived piece by piece, sent piece by piece, is what one export of everything sends.
    case arrivals
    /// However a range is cut, its records are those of the whole, and none is a part of one.
    case wholeBuckets
    /// CSV and JSON, and both export versions, carry the same records.
    case formats
    /// What is unknown is kept, and what is extreme is written or refused, with a reason that names no value.
    case extremes
    /// Reading keeps pace with writing, and a record is not much larger than what went into it.
    case limits
}
