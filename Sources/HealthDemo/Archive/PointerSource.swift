/// The addresses in device descriptions. They are new in every export, and change from record to record
/// more often than not.
struct PointerSource {
    private var random: SplitMix64
    private var current: UInt32 = 0

    init(options: SyntheticOptions) {
        random = SplitMix64(
            seed: options.seed, stream: 0x706F_696E, day: Int32(clamping: options.revision)
        )
    }

    mutating func next() -> UInt32 {
        let drawn = random.next()
        // Two cases in three; addresses are multiples of 32 in a narrow heap.
        if drawn % 3 != 0 { current = UInt32(truncatingIfNeeded: drawn >> 32) & 0x0FFF_FFE0 }
        return current
    }
}
