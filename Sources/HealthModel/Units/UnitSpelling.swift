/// The spellings of units: which are read as others, and which one is sent. Section 3.8 of the wire format.
enum UnitSpelling {
    /// The text to parse in place of a spelling that the grammar does not cover.
    static func resolve(_ text: String) -> String {
        aliases[text] ?? text
    }

    static func wireText(of unit: HealthUnit) -> String {
        if let exact = sent[unit.text] { return exact }
        // Plain numbers differ by name only: `%` is not another spelling of `count`.
        guard unit.dimension != .none else { return aliases[unit.text] ?? unit.text }
        return canonical.first { $0.isSame(as: unit) }?.text ?? unit.text
    }

    /// Glucose: the molar mass that the Health app uses.
    private static let glucose = "mmol<180.1558800000541>/L"

    private static let aliases: [String: String] = [
        "bpm": "count/min", "spm": "count/min", "rpm": "count/min", "mph": "mi/hr",
        "kmph": "km/hr", "km/h": "km/hr", "steps": "count", "times": "count", "falls": "count",
        "watts": "W", "hours": "hr", "\u{ba}F": "degF", "\u{b0}F": "degF", "\u{b0}C": "degC",
        "\u{ba}C": "degC", "MET": "kcal/hr\u{b7}kg", "mmol/L": glucose,
    ]

    private static let sent: [String: String] = ["mmol/L": "mmol/L", glucose: "mmol/L"]

    /// Units that are sent in one spelling, however they were recorded.
    private static let canonical: [HealthUnit] = [
        "count/min", "mi/hr", "km/hr", "m/s", "ft/s", "ml/(kg\u{b7}min)", "kcal/hr\u{b7}kg",
        "mmol/L", "mg/dL", "kcal", "kJ", "mL", "L", "fl_oz_us", "L/min", "mcg", "mg", "g", "kg",
        "lb", "hr", "min", "s", "ms", "km", "mi", "m", "cm", "in", "ft", "yd", "degC", "degF",
        "W", "mcS", "mcV", "mmHg",
    ].compactMap(HealthUnit.init)
}
