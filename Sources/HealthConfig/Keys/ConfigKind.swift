/// What may be written as the value of a key.
indirect enum ConfigKind {
    case flag
    case word([String])
    case integer(ClosedRange<Int>)
    /// Not empty, without control characters.
    case text
    /// Relative to the folder of the file; `~/` is the home folder.
    case path
    case size
    /// Whole seconds within the range, or `never` where that means something.
    case duration(ClosedRange<Int>, orNever: Bool)
    case cadence
    case clock
    /// `all` or a date.
    case start
    case zone
    case uuid
    /// A word of the vocabulary, or the id of a tap in the same file.
    case dataType
    /// Of an endpoint: http or https, with references.
    case url
    case proxy
    case headers
    /// `allowed` empty: any text. `all`: that word may stand instead of a list.
    case list(allowed: [String], all: Bool, canBeEmpty: Bool)
    /// A mapping from metric names to text.
    case textByMetric
    case unitByMetric
    /// A mapping from `default` and metric names to lists of sources.
    case sourcesByMetric
    /// Any YAML, with references in its texts.
    case tree
    /// A mapping with these keys.
    case group([ConfigKey])
    /// A list of mappings with these keys.
    case records([ConfigKey])
}
