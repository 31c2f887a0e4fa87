import HealthModel

/// Size and weight.
extension Series {
    static let body: [Series] = [
        quantity("BodyMassIndex", "count", .average) { plan, random, out in
            weighed(plan, &random) { time, random in
                let index = Decimal6(random.between(230, 244), scale: 1)
                out.append(SyntheticSample(time, time, index, from: .scale))
            }
        },
        quantity("Height", "cm", .average) { plan, random, out in
            // Entered by hand once in a while, never again before it changes.
            guard plan.day.dayNumber % 400 == 0 else { return }
            let time = plan.start + 64_800
            out.append(SyntheticSample(time, time, Decimal6(176), from: .manual))
        },
        quantity("BodyMass", "kg", .average) { plan, random, out in
            weighed(plan, &random) { time, random in
                let mass = Decimal6(random.between(7300, 7640), scale: 2)
                out.append(SyntheticSample(time, time, mass, from: .scale))
            }
            if random.chance(25) {
                let time = plan.start + 68_400
                let mass = Decimal6(random.between(73, 77))
                out.append(SyntheticSample(time, time, mass, from: .manual))
            }
        },
        quantity("BodyFatPercentage", "%", .average) { plan, random, out in
            weighed(plan, &random) { time, random in
                let share = Decimal6(random.between(172, 196), scale: 3)
                out.append(SyntheticSample(time, time, share, from: .scale))
            }
        },
        quantity("LeanBodyMass", "kg", .average) { plan, random, out in
            weighed(plan, &random) { time, random in
                let mass = Decimal6(random.between(598, 618), scale: 1)
                out.append(SyntheticSample(time, time, mass, from: .scale))
            }
        },
        quantity("WaistCircumference", "cm", .average) { plan, random, out in
            guard plan.day.dayNumber % 30 == 3 else { return }
            let time = plan.wake + 1200
            out.append(
                SyntheticSample(time, time, Decimal6(random.between(82, 88)), from: .manual)
            )
        },
    ]

    private static func weighed(
        _ plan: DayPlan, _ random: inout SplitMix64, _ body: (Int64, inout SplitMix64) -> Void
    ) {
        // The same decision and the same minute for every number of one weighing.
        var shared = plan.random(0x7765_6967)
        guard shared.chance(450) else { return }
        body(plan.wake + Int64(shared.between(300, 1500)), &random)
    }
}
