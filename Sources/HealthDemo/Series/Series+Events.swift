import HealthModel

/// Things that happen and are not measured.
extension Series {
    static let events: [Series] = [
        standHours, mindful,
        category("HandwashingEvent", words: ["NotApplicable"]) { plan, random, out in
            guard plan.watchWorn else { return }
            for bout in plan.bouts where random.chance(160) {
                let start = bout.end + Int64(random.between(20, 240))
                let end = start + Int64(random.between(8, 34))
                out.append(SyntheticSample(start, end, from: .watch))
            }
        },
        category("ToothbrushingEvent", words: ["NotApplicable"]) { plan, random, out in
            for start in [plan.wake + 1800, plan.bedtime - 900] where start < plan.end {
                guard random.chance(850) else { continue }
                out.append(
                    SyntheticSample(start, start + Int64(random.between(70, 180)), from: .brush)
                )
            }
        },
        category(
            "SexualActivity", words: ["NotApplicable"], note: .protectionUsed
        ) { plan, random, out in
            guard random.chance(110) else { return }
            let time = plan.start + 79_200
            out.append(SyntheticSample(time, time, from: .manual, note: random.between(-1, 1)))
        },
        // Real archives leave the value of these two away.
        alert("HighHeartRateEvent", chance: 12, threshold: 120, word: -1),
        alert("LowHeartRateEvent", chance: 12, threshold: 40, word: -1),
        category("IrregularHeartRhythmEvent", words: ["NotApplicable"]) { plan, random, out in
            guard plan.watchWorn, random.chance(4) else { return }
            let start = plan.start + 10_800
            out.append(SyntheticSample(start, start + 4200, from: .watch))
        },
        category("LowCardioFitnessEvent", words: ["LowCardioFitnessEventLowFitness"]) {
            plan, random, out in
            guard plan.watchWorn, plan.day.dayNumber % 120 == 7 else { return }
            out.append(SyntheticSample(plan.start + 36_000, plan.start + 36_000, from: .watch))
        },
        category(
            "AudioExposureEvent", words: ["EnvironmentalAudioExposureEventMomentaryLimit"],
            note: .exposureLevel
        ) { plan, random, out in
            guard plan.watchWorn, random.chance(15) else { return }
            let start = plan.start + 75_600
            out.append(SyntheticSample(start, start + 180, from: .watch, note: 85))
        },
        category(
            "HeadphoneAudioExposureEvent", words: ["HeadphoneAudioExposureEventSevenDayLimit"],
            note: .exposureLevel
        ) { plan, random, out in
            guard plan.day.weekday == 6, random.chance(60) else { return }
            let end = plan.start + 68_400
            out.append(SyntheticSample(end - 604_800, end, from: .phone, note: 87))
        },
    ]

    static let standHours = category(
        "AppleStandHour", words: ["AppleStandHourStood", "AppleStandHourIdle"]
    ) { plan, random, out in
        guard plan.watchWorn else { return }
        for hour in 6..<23 {
            let start = plan.start + Int64(hour * 3600)
            let stood = plan.bouts.contains { $0.start < start + 3600 && $0.end > start }
            let word = stood || random.chance(300) ? 0 : 1
            out.append(SyntheticSample(start, start + 3600, from: .watch, word: word))
        }
    }

    /// Half of them as old systems write them, without a value.
    static let mindful = category(
        "MindfulSession", words: ["NotApplicable"]
    ) { plan, random, out in
        guard random.chance(250) else { return }
        let start = plan.wake + Int64(random.between(900, 2400))
        let source: SyntheticSource = plan.watchWorn ? .watch : .phone
        let word = Int(plan.day.dayNumber % 2) - 1
        out.append(
            SyntheticSample(
                start, start + Int64(random.between(60, 900)), from: source, word: word
            )
        )
    }

    private static func alert(
        _ name: String, chance: Int, threshold: Int, word: Int
    ) -> Series {
        category(name, words: ["NotApplicable"], note: .threshold) { plan, random, out in
            guard plan.watchWorn, random.chance(chance) else { return }
            let start = plan.start + Int64(random.between(36_000, 72_000))
            out.append(
                SyntheticSample(start, start + 600, from: .watch, word: word, note: threshold)
            )
        }
    }
}
