/// A small pseudo-random generator (Steele, Lea and Flood's SplitMix64), written here so that a seed
/// gives the same archive for ever, whatever the standard library does with its own generators.
struct SplitMix64 {
    private var state: UInt64

    /// Starts the stream of one subject on one day; streams do not disturb each other, so that a day
    /// can be made again without those before it.
    init(seed: UInt64, stream: UInt64, day: Int32 = 0) {
        state = Self.mix(seed ^ Self.mix(stream &+ UInt64(bitPattern: Int64(day)) &* 0x9E37_79B9))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A number of 0 ..< `bound`, which must be positive.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number of `low` … `high`, both included.
    mutating func between(_ low: Int, _ high: Int) -> Int {
        low + below(high - low + 1)
    }

    /// True in `permille` of a thousand cases.
    mutating func chance(_ permille: Int) -> Bool {
        below(1000) < permille
    }

    /// Spreads all bits of a number over all bits of the result.
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The number of a named stream (FNV-1a over its name).
    static func stream(_ name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
