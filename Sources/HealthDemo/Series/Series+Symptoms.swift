/// A diary of complaints, kept by hand.
extension Series {
    static let symptoms: [Series] =
        ["Headache", "Fatigue", "Coughing", "RunnyNose", "SoreThroat", "LowerBackPain", "Nausea"]
        .map { symptom($0, severities, chance: 22) }
        + [
            symptom("AbdominalCramps", severities, chance: 40),
            symptom("MoodChanges", ["PresencePresent", "PresenceNotPresent"], chance: 20),
            symptom("SleepChanges", ["PresencePresent", "PresenceNotPresent"], chance: 20),
            symptom(
                "AppetiteChanges",
                ["Unspecified", "NoChange", "Decreased", "Increased"].map {
                    "AppetiteChanges" + $0
                },
                chance: 20
            ),
        ]

    private static let severities =
        ["Unspecified", "NotPresent", "Mild", "Moderate", "Severe"].map { "Severity" + $0 }

    private static func symptom(_ name: String, _ words: [String], chance: Int) -> Series {
        category(name, words: words) { plan, random, out in
            guard random.chance(chance) else { return }
            let start = plan.start + Int64(random.between(8, 20) * 3600)
            let end = start + Int64(random.below(3) * 1800)
            out.append(
                SyntheticSample(start, end, from: .manual, word: random.below(words.count))
            )
        }
    }
}
