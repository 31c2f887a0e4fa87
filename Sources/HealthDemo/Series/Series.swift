/// All records of one type: what they are called, how they come about, and how their numbers add up.
struct Series: Sendable {
    /// How a day or a workout sums the values up.
    enum Style: Sendable {
        case sum
        case average
        /// Each value counts for the time until the next one, but 300 s at most.
        case averageByTime
        /// Extremes only; what lies between them is a matter of acoustics.
        case level
        /// No statistics: categories, and what belongs to nights.
        case none
    }

    enum Order: Sendable {
        case byStart
        case byEnd
    }

    /// The type identifier in full.
    let type: String
    let unit: String?
    let style: Style
    /// The value names of a category in full; a sample's `word` is a place in it.
    let words: [String]
    let note: NoteMeaning
    let order: Order
    let stream: UInt64
    /// Appends the samples that start on the plan's day (of a night: that end on it), in any order.
    let make: @Sendable (DayPlan, inout SplitMix64, inout [SyntheticSample]) -> Void

    init(
        type: String, unit: String?, style: Style, words: [String] = [], note: NoteMeaning = .none,
        order: Order = .byStart,
        make: @escaping @Sendable (DayPlan, inout SplitMix64, inout [SyntheticSample]) -> Void
    ) {
        self.type = type
        self.unit = unit
        self.style = style
        self.words = words
        self.note = note
        self.order = order
        self.make = make
        stream = SplitMix64.stream(type)
    }

    /// A series of `HKQuantityTypeIdentifier` + `name`.
    static func quantity(
        _ name: String, _ unit: String, _ style: Style, note: NoteMeaning = .none,
        make: @escaping @Sendable (DayPlan, inout SplitMix64, inout [SyntheticSample]) -> Void
    ) -> Series {
        Series(
            type: "HKQuantityTypeIdentifier" + name, unit: unit, style: style, note: note,
            make: make
        )
    }

    /// A series of `HKCategoryTypeIdentifier` + `name`, its words being `HKCategoryValue` + each of them.
    static func category(
        _ name: String, words: [String], note: NoteMeaning = .none, order: Order = .byStart,
        make: @escaping @Sendable (DayPlan, inout SplitMix64, inout [SyntheticSample]) -> Void
    ) -> Series {
        Series(
            type: "HKCategoryTypeIdentifier" + name, unit: nil, style: .none,
            words: words.map { "HKCategoryValue" + $0 }, note: note, order: order, make: make
        )
    }
}
