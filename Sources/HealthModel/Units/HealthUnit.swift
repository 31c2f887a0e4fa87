/// A unit as HealthKit writes it, taken apart: `count/min`, `mL/min·kg`, `mmol<180.1558800000541>/L`.
///
/// Two units can be converted into each other when their ``dimension`` is the same. Grammar: names with SI
/// prefixes, products (`·` `*` `.` `-`), one or more `/` each of which takes the whole product behind it below the
/// line, powers (`^2`), parentheses, and the molar mass that turns moles into grams. Spellings of the wire
/// format's section 3.8 (`bpm`, `mph`, `°F`, …) are read as the units that they stand for.
public struct HealthUnit: Hashable, Sendable {
    /// How numbers of the unit relate to the size of what they measure.
    enum Scale: Hashable, Sendable {
        case proportional
        /// A temperature that counts from a zero of its own.
        case kelvin, celsius, fahrenheit
    }

    /// As it was given.
    public let text: String
    public let dimension: Dimension
    let ratio: UnitRatio
    let scale: Scale

    /// Takes a unit apart; `nil` when a name in it is unknown or the text does not follow the grammar.
    public init?(_ text: String) {
        guard let parts = UnitParser.parse(UnitSpelling.resolve(text)) else { return nil }
        (self.text, dimension) = (text, parts.dimension)
        (ratio, scale) = (parts.ratio, parts.scale)
    }

    /// The spelling that is sent: `kcal` for `Cal`, `count/min` for `bpm`, `ml/(kg·min)` for `mL/min·kg`; what has no
    /// spelling of its own stays as it was given.
    public var wireText: String {
        UnitSpelling.wireText(of: self)
    }

    /// Whether numbers of both units mean the same.
    public func isSame(as other: HealthUnit) -> Bool {
        dimension == other.dimension && ratio == other.ratio && scale == other.scale
    }

    /// The spelling that is sent for a recorded unit; of an unknown unit the text itself.
    public static func wireText(_ recorded: String) -> String {
        HealthUnit(recorded)?.wireText ?? recorded
    }
}
