import HealthXML

/// Compares the totals that old exports write into the tag of a workout with its statistics; both are kept.
struct WorkoutTotals {
    private var distance: (value: Double, unit: String)?
    private var energy: (value: Double, unit: String)?
    private let numbers = NumberText()

    /// Relative; what is printed has six digits.
    private static let tolerance = 1e-5

    /// Takes the totals of a `Workout` tag.
    init(_ attributes: [XMLAttribute], _ window: Span<UInt8>) {
        distance = quantity("totalDistance", "totalDistanceUnit", attributes, window)
        energy = quantity("totalEnergyBurned", "totalEnergyBurnedUnit", attributes, window)
    }

    /// Whether a `WorkoutStatistics` tag of the same workout says something else in the same unit.
    func differ(from attributes: [XMLAttribute], _ window: Span<UInt8>) -> Bool {
        guard distance != nil || energy != nil,
            let type = attributes.first(where: { window.equals("type", $0.name) }),
            let sum = quantity("sum", "unit", attributes, window)
        else { return false }
        let isEnergy = window.equals("HKQuantityTypeIdentifierActiveEnergyBurned", type.value)
        let isDistance = window.matches("HKQuantityTypeIdentifierDistance", at: type.value.start)
        guard let total = isEnergy ? energy : isDistance ? distance : nil, total.unit == sum.unit
        else { return false }
        let larger = max(abs(total.value), abs(sum.value))
        return abs(total.value - sum.value) > larger * Self.tolerance
    }

    private func quantity(
        _ name: StaticString, _ unitName: StaticString, _ attributes: [XMLAttribute],
        _ window: Span<UInt8>
    ) -> (value: Double, unit: String)? {
        guard let value = attributes.first(where: { window.equals(name, $0.name) }),
            let unit = attributes.first(where: { window.equals(unitName, $0.name) }),
            let number = numbers.parse(window, value.value)
        else { return nil }
        return (number, window.excerpt(unit.value))
    }
}
