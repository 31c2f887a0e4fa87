/// Heart and lungs.
extension Series {
    static let heart: [Series] = [
        heartRate, restingHeartRate, walkingHeartRate, recovery, oxygenUptake,
    ]

    /// The watch writes at even seconds and the strap at odd ones, so that no two beats of different
    /// devices claim the same second.
    static let heartRate = quantity(
        "HeartRate", "count/min", .averageByTime, note: .motionContext
    ) { plan, random, out in
        if plan.watchWorn {
            backgroundRate(plan, &random, &out)
        }
        for workout in plan.workouts where workout.kind != .strength {
            let strap = workout.kind == .indoorCycling && workout.number % 3 == 0
            guard plan.watchWorn || strap else { continue }
            let step = max(2, plan.paced(5, atLeast: 2) / 2 * 2)
            var time = (workout.start + 1) / 2 * 2
            while time < workout.end {
                let warm = min(45, Int(time - workout.start) / 12)
                let rate = 88 + warm + (workout.isRun ? 22 : 6) + random.between(-6, 6)
                if plan.watchWorn {
                    let note = workout.kind == .poolSwim ? 0 : 2
                    out.append(
                        SyntheticSample(time, time, beats(rate, &random), from: .watch, note: note)
                    )
                }
                if strap {
                    out.append(
                        SyntheticSample(time + 1, time + 1, Decimal6(rate + 1), from: .strap)
                    )
                }
                time += step + Int64(random.below(2) * 2)
            }
        }
    }

    static let restingHeartRate = quantity(
        "RestingHeartRate", "count/min", .average
    ) { plan, random, out in
        guard plan.watchWorn else { return }
        let rate = Decimal6(random.between(50, 60))
        out.append(SyntheticSample(plan.start, plan.bedtime, rate, from: .watch))
    }

    static let walkingHeartRate = quantity(
        "WalkingHeartRateAverage", "count/min", .average
    ) { plan, random, out in
        guard plan.watchWorn, let first = plan.bouts.first, let last = plan.bouts.last else {
            return
        }
        let rate = Decimal6(random.between(180, 215) * 5, scale: 1)
        out.append(SyntheticSample(first.start, last.end, rate, from: .watch))
    }

    static let recovery = quantity(
        "HeartRateRecoveryOneMinute", "count/min", .average
    ) { plan, random, out in
        for workout in plan.workouts where plan.watchWorn && workout.isRun {
            let time = workout.end + 60
            let drop = Decimal6(random.between(180_000, 360_000), scale: 4)
            out.append(SyntheticSample(time, time, drop, from: .watch))
        }
    }

    static let oxygenUptake = quantity(
        "VO2Max", "mL/min·kg", .average, note: .vo2MaxTest
    ) { plan, random, out in
        for workout in plan.workouts where plan.watchWorn && workout.isRun {
            let uptake = Decimal6(random.between(4100, 4600), scale: 2)
            out.append(
                SyntheticSample(workout.end, workout.end, uptake, from: .watch, note: 2)
            )
        }
    }

    static let heartRateVariability = quantity(
        "HeartRateVariabilitySDNN", "ms", .average, note: .beats
    ) { plan, random, out in
        guard plan.watchWorn else { return }
        for hour in [2, 6, 12, 19] {
            let start = plan.start + Int64(hour * 3600 + random.between(0, 3000))
            guard plan.workout(at: start) == nil else { continue }
            let deviation = Decimal6(random.between(230_000, 950_000), scale: 4)
            let count = random.between(14, 40)
            out.append(
                SyntheticSample(start, start + 65, deviation, from: .watch, note: count)
            )
        }
    }

    private static func backgroundRate(
        _ plan: DayPlan, _ random: inout SplitMix64, _ out: inout [SyntheticSample]
    ) {
        let step = plan.paced(300, atLeast: 6)
        var time = plan.start + Int64(random.below(Int(step)))
        var bout = 0
        while time < plan.end {
            let even = time / 2 * 2
            while bout < plan.bouts.count, plan.bouts[bout].end < even { bout += 1 }
            let walks = bout < plan.bouts.count && plan.bouts[bout].start <= even
            let asleep = even < plan.wake || even > plan.bedtime
            if even >= plan.start, plan.workout(at: even) == nil {
                let level = asleep ? 46 : walks ? 90 : 60
                let rate = level + random.between(0, asleep ? 12 : 22)
                out.append(
                    SyntheticSample(
                        even, even, beats(rate, &random), from: .watch, note: walks ? 2 : 1
                    )
                )
            }
            time += step * Int64(random.between(700, 1300)) / 1000 + 2
        }
    }

    /// Mostly whole numbers; some with the digits of an average.
    private static func beats(_ rate: Int, _ random: inout SplitMix64) -> Decimal6 {
        random.chance(40) ? Decimal6(rate * 10_000 + random.below(9999), scale: 4) : Decimal6(rate)
    }
}
