import HealthModel

/// What is measured because a doctor asked for it.
extension Series {
    static let care: [Series] = [
        systolic, diastolic, glucose, insulin,
        quantity("BodyTemperature", "degC", .average) { plan, random, out in
            guard random.chance(15) else { return }
            let time = plan.start + 70_200
            let degrees = Decimal6(random.between(362, 385), scale: 1)
            out.append(SyntheticSample(time, time, degrees, from: .manual))
        },
        quantity("UVExposure", "count", .average) { plan, random, out in
            guard random.chance(60) else { return }
            let time = plan.start + 43_200
            out.append(
                SyntheticSample(time, time + 600, Decimal6(random.between(1, 8)), from: .manual)
            )
        },
        quantity("InhalerUsage", "count", .sum) { plan, random, out in
            guard random.chance(20) else { return }
            let time = plan.start + 66_600
            out.append(SyntheticSample(time, time, Decimal6(2), from: .manual))
        },
        quantity("PeakExpiratoryFlowRate", "L/min", .average) { plan, random, out in
            guard random.chance(20) else { return }
            let time = plan.wake + 3000
            let flow = Decimal6(random.between(430, 520))
            out.append(SyntheticSample(time, time, flow, from: .manual))
        },
    ]

    static let systolic = quantity(
        "BloodPressureSystolic", "mmHg", .none, note: .nesting
    ) { plan, random, out in
        pressures(plan) { time, nesting in
            let pressure = Decimal6(random.between(108, 134))
            out.append(SyntheticSample(time, time, pressure, from: .cuff, note: nesting))
        }
    }

    static let diastolic = quantity(
        "BloodPressureDiastolic", "mmHg", .none, note: .nesting
    ) { plan, random, out in
        pressures(plan) { time, nesting in
            let pressure = Decimal6(random.between(66, 86))
            out.append(SyntheticSample(time, time, pressure, from: .cuff, note: nesting))
        }
    }

    static let glucose = quantity(
        "BloodGlucose", "mmol<180.1558800000541>/L", .average, note: .mealTime
    ) { plan, random, out in
        guard isMonitored(plan) else { return }
        for (hour, meal) in [(7, 1), (9, 2), (12, 1), (15, 2), (22, 0)] {
            let time = plan.start + Int64(hour * 3600 + random.between(0, 1500))
            let level = meal == 2 ? random.between(62, 105) : random.between(43, 68)
            out.append(
                SyntheticSample(time, time, Decimal6(level, scale: 1), from: .meter, note: meal)
            )
        }
    }

    static let insulin = quantity(
        "InsulinDelivery", "IU", .sum, note: .insulinReason
    ) { plan, random, out in
        guard isMonitored(plan) else { return }
        for (hour, reason) in [(7, 2), (12, 2), (18, 2), (21, 1)] {
            let time = plan.start + Int64(hour * 3600 + random.between(0, 1500))
            let units = Decimal6(random.between(8, 40) * 5, scale: 1)
            out.append(SyntheticSample(time, time, units, from: .pump, note: reason))
        }
    }

    /// The times at which the cuff was used; both pressures of one time make a correlation. In the
    /// morning they stand at top level too, in the evening nowhere else.
    static func pressures(_ plan: DayPlan, _ body: (Int64, Int) -> Void) {
        var shared = plan.random(0x6375_6666)
        for (nesting, hour) in [7, 21].enumerated() where shared.chance(300) {
            body(plan.start + Int64(hour * 3600 + shared.between(0, 1700)), nesting)
        }
    }

    /// Some weeks are monitored, others are not.
    private static func isMonitored(_ plan: DayPlan) -> Bool {
        SplitMix64.mix(plan.seed &+ UInt64(Int64(plan.day.dayNumber / 14).magnitude)) % 3 == 0
    }
}
