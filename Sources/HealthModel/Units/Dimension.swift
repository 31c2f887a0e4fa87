/// The powers of base quantities of which a unit is the product.
///
/// What HealthKit never converts has a base of its own: units of effect, decibels, effort. `count` and `%` are
/// plain numbers; the archive's percent values are fractions, so both have the same size.
public struct Dimension: Hashable, Sendable {
    enum Base: Int, CaseIterable {
        case mass, length, time, temperature, current, amount, angle, illuminance
        case internationalUnit, soundPressureLevel, hearingLevel, effort, power
    }

    private var powers = [Int8](repeating: 0, count: Base.allCases.count)

    static let none = Dimension()

    init(_ powers: [Base: Int8] = [:]) {
        for (base, power) in powers { self.powers[base.rawValue] = power }
    }

    /// The sum of the powers, those of `other` taken `factor` times; `nil` when one gets out of hand.
    func adding(_ other: Dimension, times factor: Int) -> Dimension? {
        var sum = self
        for index in powers.indices {
            let power = Int(powers[index]) + Int(other.powers[index]) * factor
            guard power.magnitude <= 60 else { return nil }
            sum.powers[index] = Int8(power)
        }
        return sum
    }
}
