/// How numbers of one unit become numbers of another: one multiplication or one division, by the decimal factor
/// that the wire format names (section 1.4.2), or the formula of two temperature scales.
public enum UnitConversion: Hashable, Sendable {
    case same
    case multiply(by: Double)
    case divide(by: Double)
    case celsiusToFahrenheit, fahrenheitToCelsius
    case celsiusToKelvin, kelvinToCelsius
    case fahrenheitToKelvin, kelvinToFahrenheit

    /// The conversion between two units, or `nil` when they measure different things.
    public init?(from source: HealthUnit, to target: HealthUnit) {
        guard source.dimension == target.dimension else { return nil }
        switch (source.scale, target.scale) {
        case (.celsius, .fahrenheit): self = .celsiusToFahrenheit
        case (.fahrenheit, .celsius): self = .fahrenheitToCelsius
        case (.celsius, .kelvin): self = .celsiusToKelvin
        case (.kelvin, .celsius): self = .kelvinToCelsius
        case (.fahrenheit, .kelvin): self = .fahrenheitToKelvin
        case (.kelvin, .fahrenheit): self = .kelvinToFahrenheit
        case (let left, let right) where left == right && source.ratio == target.ratio:
            self = .same
        default:
            guard let factor = source.ratio.times(target.ratio.inverse) else { return nil }
            self = UnitConversion.scaling(by: factor)
        }
    }

    /// The conversion between two units by their texts; equal texts need not be known units.
    public init?(from source: String, to target: String) {
        if source == target {
            self = .same
            return
        }
        guard let source = HealthUnit(source), let target = HealthUnit(target) else { return nil }
        self.init(from: source, to: target)
    }

    public func callAsFunction(_ number: Double) -> Double {
        switch self {
        case .same: number
        case .multiply(let factor): number * factor
        case .divide(let divisor): number / divisor
        case .celsiusToFahrenheit: number * 9 / 5 + 32
        case .fahrenheitToCelsius: (number - 32) * 5 / 9
        case .celsiusToKelvin: number + 273.15
        case .kelvinToCelsius: number - 273.15
        case .fahrenheitToKelvin: (number - 32) * 5 / 9 + 273.15
        case .kelvinToFahrenheit: (number - 273.15) * 9 / 5 + 32
        }
    }

    /// Multiplies or divides, whichever of the two factors has finitely many decimals; of two such the one that is
    /// at least 1, as a double holds it more exactly.
    private static func scaling(by factor: UnitRatio) -> UnitConversion {
        let inverse = factor.inverse
        let isDivision = inverse.isDecimal && (!factor.isDecimal || inverse.double > 1)
        return isDivision ? .divide(by: inverse.double) : .multiply(by: factor.double)
    }
}
