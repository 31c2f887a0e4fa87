import HealthModel

/// Nights, each from three programs that disagree.
extension Series {
    static let sleep: [Series] = [sleepAnalysis]

    /// Samples of the night that ends on the plan's day. Real archives sort them by their end.
    static let sleepAnalysis = category(
        "SleepAnalysis",
        words: [
            "InBed", "AsleepUnspecified", "Awake", "AsleepCore", "AsleepDeep", "AsleepREM",
        ].map { "SleepAnalysis" + $0 },
        note: .zone, order: .byEnd
    ) { plan, random, out in
        let bed = plan.bedtimeBefore
        out.append(
            SyntheticSample(
                bed, plan.wake + Int64(random.between(60, 600)), from: .phone, word: 0, note: 1
            )
        )
        if plan.watchWorn {
            stages(from: bed + Int64(random.between(300, 1500)), to: plan.wake, &random, &out)
        }
        if random.chance(300) {
            // A second opinion that overlaps everything else.
            out.append(
                SyntheticSample(bed + 700, plan.wake - 400, from: .sleepApp, word: 1)
            )
        }
        if random.chance(60) {
            let nap = plan.start + 50_400 + Int64(random.below(1800))
            out.append(SyntheticSample(nap, nap + 1500, from: .sleepApp, word: 1))
        }
    }

    /// A private type without the usual prefix, as real archives have it.
    static let sleepGoal = Series(
        type: "HKDataTypeSleepDurationGoal", unit: "hr", style: .none
    ) { plan, random, out in
        guard plan.day.dayNumber % 180 == 0 else { return }
        let time = plan.start + 43_200
        out.append(SyntheticSample(time, time, Decimal6(8), from: .phone))
    }

    private static func stages(
        from start: Int64, to end: Int64, _ random: inout SplitMix64,
        _ out: inout [SyntheticSample]
    ) {
        // Core, deep, core, REM, and now and then awake: about ninety minutes a cycle.
        let cycle = [(3, 1200, 2400), (4, 900, 2100), (3, 900, 1800), (5, 600, 1800), (2, 60, 420)]
        var time = start
        var step = 0
        while time < end {
            let (word, shortest, longest) = cycle[step % cycle.count]
            let to = min(end, time + Int64(random.between(shortest / 30, longest / 30) * 30))
            if word != 2 || random.chance(600) {
                out.append(SyntheticSample(time, to, from: .watch, word: word, note: 1))
                time = to
            }
            step += 1
        }
    }
}
