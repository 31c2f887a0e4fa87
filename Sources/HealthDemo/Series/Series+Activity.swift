import HealthModel

/// What phone and watch count all day, often both at once.
extension Series {
    static let activity: [Series] = [
        stepCount, distance, basalEnergy, activeEnergy, flights, exerciseTime, standTime, daylight,
        effort,
    ]

    static let stepCount = quantity("StepCount", "count", .sum) { plan, random, out in
        for (start, end, source, millisteps) in walkedSlices(plan, &random) {
            out.append(
                SyntheticSample(start, end, Decimal6(max(1, millisteps / 1000)), from: source)
            )
        }
        if random.chance(60) { hourlySteps(plan, &random, &out) }
        if random.chance(8) {
            let start = plan.wake + Int64(random.between(0, 36_000))
            let steps = Decimal6(random.between(8, 30) * 100)
            out.append(SyntheticSample(start, start + 1800, steps, from: .manual))
        }
    }

    static let distance = quantity("DistanceWalkingRunning", "km", .sum) { plan, random, out in
        for (start, end, source, millisteps) in walkedSlices(plan, &random) {
            let stride = plan.workout(at: start).map { $0.isRun ? 1050 : 730 } ?? 730
            let micrometres = millisteps * (stride + random.between(-30, 30))
            out.append(
                SyntheticSample(
                    start, end, Decimal6(max(1000, micrometres / 1000), scale: 6), from: source
                )
            )
        }
    }

    static let basalEnergy = quantity("BasalEnergyBurned", "kcal", .sum) { plan, random, out in
        guard plan.watchWorn else { return }
        // The last slice runs over midnight; where it ends, the next day's first begins.
        let first = plan.start + crossing(plan.seed, plan.day.dayNumber)
        let last = plan.end + crossing(plan.seed, plan.day.dayNumber + 1)
        slices(from: first, to: last, length: plan.paced(900, atLeast: 20)) { start, end in
            guard start < plan.end else { return }
            let millicalories = Int(end - start) * random.between(18_600, 19_800) / 1000
            out.append(
                SyntheticSample(start, end, Decimal6(millicalories, scale: 3), from: .watch)
            )
        }
    }

    static let activeEnergy = quantity("ActiveEnergyBurned", "kcal", .sum) { plan, random, out in
        if plan.watchWorn {
            watchEnergy(plan, &random, &out)
        }
        for workout in plan.workouts where workout.kind == .strength {
            let calories = Decimal6(workout.duration * random.between(95, 130), scale: 3)
            out.append(SyntheticSample(workout.start, workout.end, calories, from: .gym))
        }
    }

    static let flights = quantity("FlightsClimbed", "count", .sum) { plan, random, out in
        for bout in plan.bouts where !bout.isRun && random.chance(350) {
            let start = bout.start + Int64(random.between(0, 60))
            let end = start + Int64(random.between(10, 50))
            let floors = Decimal6(random.between(1, 3))
            if plan.watchWorn {
                out.append(SyntheticSample(start, end, floors, from: .watch))
            }
            if bout.phoneCarried {
                out.append(SyntheticSample(start + 2, end + 7, floors, from: .phone))
            }
        }
    }

    static let exerciseTime = quantity("AppleExerciseTime", "min", .sum) { plan, random, out in
        guard plan.watchWorn else { return }
        let length = max(60, plan.paced(60, atLeast: 60) / 60 * 60)
        let brisk = plan.bouts.filter { $0.cadence > 108 }.map { $0.start..<$0.end }
        let indoors = plan.workouts.filter { !$0.isOnFoot }.map { $0.start..<$0.end }
        for span in brisk + indoors {
            var start = span.lowerBound
            while start + length <= span.upperBound {
                let minutes = Decimal6(Int(length / 60))
                out.append(SyntheticSample(start, start + length, minutes, from: .watch))
                start += length
            }
        }
    }

    static let standTime = quantity("AppleStandTime", "min", .sum) { plan, random, out in
        guard plan.watchWorn else { return }
        let length = max(300, plan.paced(300, atLeast: 300) / 300 * 300)
        var start = (plan.wake / 300 + 1) * 300
        while start + length < min(plan.bedtime, plan.end) {
            if random.chance(550) {
                let minutes = random.between(1, Int(length / 60))
                out.append(
                    SyntheticSample(start, start + length, Decimal6(minutes), from: .watch)
                )
            }
            start += length
        }
    }

    static let daylight = quantity("TimeInDaylight", "min", .sum) { plan, random, out in
        guard plan.watchWorn else { return }
        for bout in plan.bouts where random.chance(300) {
            let minutes = Decimal6(Int(bout.end - bout.start) / 60)
            out.append(SyntheticSample(bout.start, bout.end, minutes, from: .watch))
        }
    }

    static let effort = quantity("PhysicalEffort", "kcal/hr·kg", .average) { plan, random, out in
        guard plan.watchWorn else { return }
        for bout in plan.bouts {
            slices(from: bout.start, to: bout.end, length: plan.paced(600, atLeast: 30)) {
                let level = bout.isRun ? random.between(80, 120) : random.between(20, 48)
                out.append(SyntheticSample($0, $1, Decimal6(level, scale: 1), from: .watch))
            }
        }
    }

    private static func crossing(_ seed: UInt64, _ day: Int32) -> Int64 {
        var random = SplitMix64(seed: seed, stream: 0x6D69_646E, day: day)
        return Int64(random.between(0, 600))
    }

    /// Slices of all bouts as the watch and the phone see them, with thousandths of steps.
    private static func walkedSlices(
        _ plan: DayPlan, _ random: inout SplitMix64
    ) -> [(start: Int64, end: Int64, source: SyntheticSource, millisteps: Int)] {
        var walked: [(start: Int64, end: Int64, source: SyntheticSource, millisteps: Int)] = []
        for bout in plan.bouts {
            if plan.watchWorn {
                slices(from: bout.start, to: bout.end, length: plan.paced(150, atLeast: 10)) {
                    let rate = bout.cadence * random.between(960, 1040)
                    walked.append(($0, $1, .watch, Int($1 - $0) * rate / 60))
                }
            }
            if bout.phoneCarried {
                // The phone starts late, ends late, and counts a little else.
                let start = bout.start + Int64(random.between(2, 20))
                let end = max(start + 20, bout.end + Int64(random.between(-15, 25)))
                slices(from: start, to: end, length: plan.paced(300, atLeast: 15)) {
                    let rate = bout.cadence * random.between(930, 1050)
                    walked.append(($0, $1, .phone, Int($1 - $0) * rate / 60))
                }
            }
        }
        return walked
    }

    /// A program that reads another counter and writes whole hours.
    private static func hourlySteps(
        _ plan: DayPlan, _ random: inout SplitMix64, _ out: inout [SyntheticSample]
    ) {
        for hour in 9..<20 {
            let start = plan.start + Int64(hour * 3600)
            let steps = Decimal6(random.between(50, 1400))
            out.append(SyntheticSample(start, start + 3600, steps, from: .pedometer))
        }
    }

    private static func watchEnergy(
        _ plan: DayPlan, _ random: inout SplitMix64, _ out: inout [SyntheticSample]
    ) {
        var busy = plan.bouts.map { (span: $0.start..<$0.end, rate: $0.isRun ? 190 : 70) }
        for workout in plan.workouts where !workout.isOnFoot && workout.kind != .strength {
            busy.append((workout.start..<workout.end, 145))
        }
        busy.sort { $0.span.lowerBound < $1.span.lowerBound }
        var idle = plan.wake
        for (span, rate) in busy + [(min(plan.bedtime, plan.end)..<plan.end, 0)] {
            if span.lowerBound > idle {
                slices(
                    from: idle, to: span.lowerBound, length: plan.paced(180, atLeast: 12)
                ) {
                    guard random.chance(350) else { return }
                    // Now and then next to nothing, which is printed with an exponent.
                    let tiny = random.chance(3)
                    let rate = tiny ? 0 : random.between(600, 9000)
                    let microcalories = Int($1 - $0) * rate + random.between(21, 99)
                    out.append(
                        SyntheticSample($0, $1, Decimal6(microcalories, scale: 6), from: .watch)
                    )
                }
            }
            idle = max(idle, span.upperBound)
            guard rate > 0 else { break }
            slices(
                from: span.lowerBound, to: span.upperBound, length: plan.paced(60, atLeast: 6)
            ) {
                let millicalories = Int($1 - $0) * random.between(rate - 12, rate + 12)
                out.append(
                    SyntheticSample($0, $1, Decimal6(millicalories, scale: 3), from: .watch)
                )
            }
        }
    }
}
