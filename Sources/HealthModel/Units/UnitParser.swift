/// Parses the grammar of ``HealthUnit``. Text and nesting are bounded, so that no input takes long.
struct UnitParser {
    struct Parts {
        var dimension = Dimension.none
        var ratio = UnitRatio.one
        var scale = HealthUnit.Scale.proportional
    }

    static let bytesMax = 128
    private static let depthMax = 8

    private let text: Substring
    private var rest: Substring

    private init(_ text: String) {
        self.text = text[...]
        rest = self.text
    }

    static func parse(_ text: String) -> Parts? {
        guard !text.isEmpty, text.utf8.count <= bytesMax else { return nil }
        var parser = UnitParser(text)
        guard let parts = parser.quotient(depth: 0), parser.rest.isEmpty else { return nil }
        return parts
    }

    /// product { "/" product }
    private mutating func quotient(depth: Int) -> Parts? {
        guard depth < UnitParser.depthMax, var parts = product(depth: depth) else { return nil }
        while take("/") {
            guard let divisor = product(depth: depth),
                let combined = UnitParser.combine(parts, divisor, power: -1)
            else { return nil }
            parts = combined
        }
        return parts
    }

    /// power { ("·" | "*" | "." | "-") power }
    private mutating func product(depth: Int) -> Parts? {
        guard var parts = power(depth: depth) else { return nil }
        while take("\u{b7}") || take("\u{22c5}") || take("*") || take(".") || take("-") {
            guard let factor = power(depth: depth),
                let combined = UnitParser.combine(parts, factor, power: 1)
            else { return nil }
            parts = combined
        }
        return parts
    }

    /// ( name | "(" quotient ")" ) [ "^" integer ]
    private mutating func power(depth: Int) -> Parts? {
        var base: Parts?
        if take("(") {
            base = quotient(depth: depth + 1)
            guard take(")") else { return nil }
        } else {
            base = atom()
        }
        guard let base, take("^") else { return base }
        let isNegative = take("-")
        guard let digit = rest.first?.wholeNumberValue, rest.first?.isASCII == true else {
            return nil
        }
        rest.removeFirst()
        return UnitParser.combine(Parts(), base, power: isNegative ? -digit : digit)
    }

    private mutating func atom() -> Parts? {
        let name = rest.prefix { character in
            character.isLetter || character.isNumber || "_%°".contains(character)
        }
        rest = rest[name.endIndex...]
        guard var atom = UnitAtoms.atom(name) else { return nil }
        if take("<") {
            guard let grams = molarMass(), let ratio = atom.ratio.times(grams),
                atom.dimension == Dimension([.amount: 1])
            else { return nil }
            atom = UnitAtoms.Atom(dimension: Dimension([.mass: 1]), ratio: ratio)
        }
        return Parts(dimension: atom.dimension, ratio: atom.ratio, scale: atom.scale)
    }

    /// `180.1558800000541>`: grams per mole.
    private mutating func molarMass() -> UnitRatio? {
        guard let end = rest.firstIndex(of: ">") else { return nil }
        let number = rest[..<end].split(separator: ".", omittingEmptySubsequences: false)
        rest = rest[rest.index(after: end)...]
        guard (1...2).contains(number.count),
            number.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let mantissa = UInt128(number.joined())
        else { return nil }
        return UnitRatio(mantissa, decimals: number.count == 2 ? number[1].count : 0)
    }

    private static func combine(_ left: Parts, _ right: Parts, power: Int) -> Parts? {
        guard let dimension = left.dimension.adding(right.dimension, times: power),
            let factor = right.ratio.raised(to: power), let ratio = left.ratio.times(factor)
        else { return nil }
        // Inside a product a degree is a difference of temperatures, which has no zero.
        return Parts(dimension: dimension, ratio: ratio, scale: .proportional)
    }

    private mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }
}
