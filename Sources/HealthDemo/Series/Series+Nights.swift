/// What the watch measures while its owner sleeps.
extension Series {
    static let nights: [Series] = [oxygen, breathing, wristTemperature, disturbances]

    static let oxygen = quantity("OxygenSaturation", "%", .average) { plan, random, out in
        nightTimes(plan, every: 2700, &random) { time, random in
            let share = Decimal6(random.between(93, 99), scale: 2)
            out.append(SyntheticSample(time, time + 15, share, from: .watch))
        }
    }

    static let breathing = quantity("RespiratoryRate", "count/min", .average) { plan, random, out in
        nightTimes(plan, every: 1800, &random) { time, random in
            let rate = Decimal6(random.between(24, 36) * 5, scale: 1)
            out.append(SyntheticSample(time, time + 60, rate, from: .watch))
        }
    }

    static let wristTemperature = quantity(
        "AppleSleepingWristTemperature", "degC", .none, note: .temperatureSource
    ) { plan, random, out in
        guard plan.watchWorn else { return }
        let degrees = Decimal6(random.between(351_000, 367_000), scale: 4)
        out.append(
            SyntheticSample(
                plan.bedtimeBefore + 900, plan.wake - 300, degrees, from: .watch, note: 5
            )
        )
    }

    static let disturbances = quantity(
        "AppleSleepingBreathingDisturbances", "count", .none
    ) { plan, random, out in
        guard plan.watchWorn, random.chance(700) else { return }
        let count = Decimal6(random.between(5_000, 30_000), scale: 4)
        out.append(
            SyntheticSample(plan.bedtimeBefore + 900, plan.wake - 300, count, from: .watch)
        )
    }

    /// Times after midnight and before waking.
    private static func nightTimes(
        _ plan: DayPlan, every step: Int, _ random: inout SplitMix64,
        _ body: (Int64, inout SplitMix64) -> Void
    ) {
        guard plan.watchWorn else { return }
        let pace = plan.paced(step, atLeast: 90)
        var time = plan.start + 1800 + Int64(random.below(900))
        while time < plan.wake - 120 {
            body(time, &random)
            time += pace + Int64(random.below(300))
        }
    }
}
