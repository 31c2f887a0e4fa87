/// Loudness around the watch and in the headphones.
extension Series {
    static let sound: [Series] = [environment, headphones, reduction]

    static let environment = quantity(
        "EnvironmentalAudioExposure", "dBASPL", .level
    ) { plan, random, out in
        guard plan.watchWorn else { return }
        let last = min(plan.bedtime, plan.end)
        slices(from: plan.wake, to: last, length: plan.paced(1800, atLeast: 60)) {
            let level = Decimal6(random.between(420_000, 860_000), scale: 4)
            out.append(SyntheticSample($0, $1, level, from: .watch))
        }
    }

    static let headphones = quantity(
        "HeadphoneAudioExposure", "dBASPL", .level
    ) { plan, random, out in
        for hour in [8, 13, 18] where random.chance(400) {
            let start = plan.start + Int64(hour * 3600 + random.between(0, 1800))
            let end = start + Int64(random.between(300, 2400))
            slices(from: start, to: end, length: plan.paced(300, atLeast: 30)) {
                let level = Decimal6(random.between(550_000, 880_000), scale: 4)
                out.append(SyntheticSample($0, $1, level, from: .phone))
            }
        }
    }

    static let reduction = quantity(
        "EnvironmentalSoundReduction", "dBASPL", .level
    ) { plan, random, out in
        guard random.chance(150) else { return }
        let start = plan.start + 46_800 + Int64(random.below(3600))
        let level = Decimal6(random.between(80_000, 240_000), scale: 4)
        out.append(SyntheticSample(start, start + 1500, level, from: .phone))
    }
}
