import HealthModel

/// How the phone in the pocket sees its owner walk.
extension Series {
    static let gait: [Series] = [
        walking("WalkingSpeed", "km/hr", 392, 558, scale: 2),
        walking("WalkingStepLength", "cm", 62, 79, scale: 0),
        walking("WalkingDoubleSupportPercentage", "%", 251, 322, scale: 3),
        walking("WalkingAsymmetryPercentage", "%", 0, 60, scale: 3),
        weekly("AppleWalkingSteadiness", "%", 930_000, 998_000, scale: 6, from: .phone),
        weekly("SixMinuteWalkTestDistance", "m", 480, 540, scale: 0, from: .watch),
        stairs("StairAscentSpeed", 30, 62),
        stairs("StairDescentSpeed", 34, 70),
    ]

    private static func walking(
        _ name: String, _ unit: String, _ low: Int, _ high: Int, scale: Int
    ) -> Series {
        quantity(name, unit, .average) { plan, random, out in
            for bout in plan.bouts where bout.phoneCarried && !bout.isRun {
                guard random.chance(300) else { continue }
                let value = Decimal6(random.between(low, high), scale: scale)
                out.append(SyntheticSample(bout.start + 5, bout.start + 65, value, from: .phone))
            }
        }
    }

    private static func weekly(
        _ name: String, _ unit: String, _ low: Int, _ high: Int, scale: Int,
        from source: SyntheticSource
    ) -> Series {
        quantity(name, unit, .average) { plan, random, out in
            guard plan.day.weekday == 6 else { return }
            let value = Decimal6(random.between(low, high), scale: scale)
            let time = plan.start + 72_000
            out.append(SyntheticSample(time - 3600, time, value, from: source))
        }
    }

    private static func stairs(_ name: String, _ low: Int, _ high: Int) -> Series {
        quantity(name, "m/s", .average) { plan, random, out in
            for bout in plan.bouts where bout.phoneCarried && random.chance(150) {
                let value = Decimal6(random.between(low, high), scale: 2)
                out.append(SyntheticSample(bout.start + 30, bout.start + 44, value, from: .phone))
            }
        }
    }
}
