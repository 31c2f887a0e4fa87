/// One record before it is written.
struct SyntheticSample: BitwiseCopyable {
    /// Seconds since 1970 UTC; the end is not before the start.
    var start: Int64
    var end: Int64
    var value: Decimal6
    var source: SyntheticSource
    /// Of a category: the place of its word in the series' list; negative: no `value` attribute.
    var word: Int8 = 0
    /// What the series' metadata rule makes of it.
    var note: Int16 = 0

    init(
        _ start: Int64, _ end: Int64, _ value: Decimal6 = .zero, from source: SyntheticSource,
        word: Int = 0, note: Int = 0
    ) {
        self.start = start
        self.end = end
        self.value = value
        self.source = source
        self.word = Int8(word)
        self.note = Int16(note)
    }

    /// A number that is the same for the same sample in every archive of one seed, and else arbitrary.
    func fingerprint(of stream: UInt64) -> UInt64 {
        SplitMix64.mix(UInt64(bitPattern: start) ^ stream ^ (UInt64(source.rawValue) << 40))
    }
}
