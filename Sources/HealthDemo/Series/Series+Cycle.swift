import HealthModel

/// A cycle of 28 days, entered by hand. Real archives do not care whether it fits the rest.
extension Series {
    static let cycle: [Series] = [
        category(
            "MenstrualFlow",
            words: ["Unspecified", "Light", "Medium", "Heavy", "None"].map { "MenstrualFlow" + $0 },
            note: .cycleStart
        ) { plan, random, out in
            let day = cycleDay(plan)
            guard day < 5 else { return }
            let word = [1, 3, 2, 2, 1][day]
            out.append(
                SyntheticSample(
                    plan.start, plan.end - 1, from: .manual, word: word, note: day == 0 ? 1 : 0
                )
            )
        },
        category("IntermenstrualBleeding", words: ["NotApplicable"]) { plan, random, out in
            guard cycleDay(plan) == 16, random.chance(300) else { return }
            out.append(SyntheticSample(plan.start, plan.end - 1, from: .manual))
        },
        category(
            "CervicalMucusQuality",
            words: ["Dry", "Sticky", "Creamy", "Watery", "EggWhite"].map {
                "CervicalMucusQuality" + $0
            }
        ) { plan, random, out in
            let day = cycleDay(plan)
            guard (9...15).contains(day) else { return }
            let time = plan.wake + 1500
            out.append(SyntheticSample(time, time, from: .manual, word: (day - 9) * 5 / 7))
        },
        category(
            "OvulationTestResult",
            words: ["Negative", "LuteinizingHormoneSurge", "Indeterminate", "EstrogenSurge"].map {
                "OvulationTestResult" + $0
            }
        ) { plan, random, out in
            let day = cycleDay(plan)
            guard (11...14).contains(day) else { return }
            let time = plan.wake + 1800
            out.append(SyntheticSample(time, time, from: .manual, word: [0, 3, 1, 0][day - 11]))
        },
        category(
            "PregnancyTestResult",
            words: ["Negative", "Positive", "Indeterminate"].map { "PregnancyTestResult" + $0 }
        ) { plan, random, out in
            guard cycleDay(plan) == 27, random.chance(150) else { return }
            out.append(SyntheticSample(plan.wake + 1200, plan.wake + 1200, from: .manual))
        },
    ]

    static let basalTemperature = quantity(
        "BasalBodyTemperature", "degC", .average
    ) { plan, random, out in
        let day = cycleDay(plan)
        guard day > 4, random.chance(700) else { return }
        let time = plan.wake + 120
        let degrees = Decimal6((day > 14 ? 3665 : 3635) + random.between(-8, 8), scale: 2)
        out.append(SyntheticSample(time, time, degrees, from: .manual))
    }

    private static func cycleDay(_ plan: DayPlan) -> Int {
        Int(plan.day.dayNumber.magnitude % 28)
    }
}
