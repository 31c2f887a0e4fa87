/// Well-formed UTF-8, after table 3-7 of the Unicode standard.
enum UTF8Scan {
    /// The sequence that begins at `start` with a byte above ASCII: its length, and whether it is well-formed.
    ///
    /// An ill-formed one is as long as its maximal subpart, so that each is replaced by one U+FFFD.
    static func sequence(
        at start: Int, end: Int, in window: Span<UInt8>
    ) -> (length: Int, isValid: Bool) {
        let lead = window[start]
        let (length, second) = shape(of: lead)
        guard length > 0 else { return (1, false) }
        guard start + 1 < end, second.contains(window[start + 1]) else { return (1, false) }
        for offset in 2..<max(length, 2) {
            guard start + offset < end, 0x80...0xbf ~= window[start + offset] else {
                return (offset, false)
            }
        }
        return (length, true)
    }

    /// How many bytes a lead byte asks for, 0 for none, and what its second byte may be.
    private static func shape(of lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>) {
        switch lead {
        case 0xc2...0xdf: (2, 0x80...0xbf)
        case 0xe0: (3, 0xa0...0xbf)
        case 0xed: (3, 0x80...0x9f)
        case 0xe1...0xef: (3, 0x80...0xbf)
        case 0xf0: (4, 0x90...0xbf)
        case 0xf1...0xf3: (4, 0x80...0xbf)
        case 0xf4: (4, 0x80...0x8f)
        default: (0, 0x80...0xbf)
        }
    }
}
