import HealthModel

/// Food and drink.
extension Series {
    static let food: [Series] = [
        quantity("DietaryWater", "mL", .sum) { plan, random, out in
            for hour in [8, 11, 14, 17, 20] where random.chance(300) {
                let time = plan.start + Int64(hour * 3600 + random.between(0, 3000))
                let amount = Decimal6(random.between(4, 20) * 25)
                let source: SyntheticSource = random.chance(300) ? .manual : .food
                out.append(SyntheticSample(time, time, amount, from: source))
            }
        },
        quantity("DietaryCaffeine", "mg", .sum) { plan, random, out in
            for hour in [8, 14] where random.chance(400) {
                let time = plan.start + Int64(hour * 3600 + random.between(0, 3000))
                let amount = Decimal6(random.between(60, 140))
                out.append(SyntheticSample(time, time, amount, from: .food))
            }
        },
        eaten("DietaryEnergyConsumed", "kcal", 250, 900, scale: 0),
        eaten("DietaryCarbohydrates", "g", 200, 1200, scale: 1),
        eaten("DietaryProtein", "g", 80, 450, scale: 1),
        eaten("DietaryFatTotal", "g", 60, 400, scale: 1),
        eaten("DietaryFatSaturated", "g", 10, 150, scale: 1),
        eaten("DietaryFiber", "g", 10, 120, scale: 1),
        eaten("DietarySugar", "g", 20, 400, scale: 1),
        eaten("DietarySodium", "mg", 90, 1200, scale: 0),
        eaten("DietaryCholesterol", "mg", 5, 180, scale: 0),
        eaten("DietaryCalcium", "mg", 30, 400, scale: 0),
        eaten("DietaryIron", "mg", 4, 60, scale: 1),
        eaten("DietaryPotassium", "mg", 120, 1100, scale: 0),
        supplement("DietaryMagnesium", "mg", 300),
        supplement("DietaryVitaminC", "mg", 200),
        supplement("DietaryVitaminD", "mcg", 25),
        supplement("DietaryVitaminB12", "mcg", 5),
        quantity("NumberOfAlcoholicBeverages", "count", .sum) { plan, random, out in
            guard plan.day.weekday > 3, random.chance(500) else { return }
            let time = plan.start + 73_800
            out.append(
                SyntheticSample(time, time, Decimal6(random.between(1, 3)), from: .manual)
            )
        },
    ]

    /// The times of the day's logged meals; the diary is kept on two days of five.
    static func meals(_ plan: DayPlan) -> [Int64] {
        var shared = plan.random(0x6D65_616C)
        guard shared.chance(400) else { return [] }
        return [8, 13, 19].map { plan.start + Int64($0 * 3600 + shared.between(0, 3300)) }
    }

    private static func eaten(
        _ name: String, _ unit: String, _ low: Int, _ high: Int, scale: Int
    ) -> Series {
        quantity(name, unit, .sum) { plan, random, out in
            for time in meals(plan) {
                let amount = Decimal6(random.between(low, high), scale: scale)
                out.append(SyntheticSample(time, time, amount, from: .food))
            }
        }
    }

    private static func supplement(_ name: String, _ unit: String, _ amount: Int) -> Series {
        quantity(name, unit, .sum) { plan, random, out in
            guard random.chance(200) else { return }
            let time = plan.wake + 2400
            out.append(SyntheticSample(time, time, Decimal6(amount), from: .manual))
        }
    }
}
