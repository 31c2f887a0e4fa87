extension CategoryEnumeration {
    /// Section 12.2 of the archive reference. Of two members with one number the first is the one that is written.
    static let all: [CategoryEnumeration] = [
        CategoryEnumeration(
            "",
            types: [
                "HandwashingEvent", "HighHeartRateEvent", "HypertensionEvent",
                "InfrequentMenstrualCycles", "IntermenstrualBleeding",
                "IrregularHeartRhythmEvent", "IrregularMenstrualCycles", "Lactation",
                "LowHeartRateEvent", "MindfulSession", "PersistentIntermenstrualBleeding",
                "Pregnancy", "ProlongedMenstrualPeriods", "SexualActivity", "SleepApneaEvent",
                "ToothbrushingEvent",
            ],
            members: [
                ("NotApplicable", 0)
            ]),
        CategoryEnumeration(
            "AppetiteChanges",
            types: [
                "AppetiteChanges"
            ],
            members: [
                ("Unspecified", 0), ("NoChange", 1), ("Decreased", 2), ("Increased", 3),
            ]),
        CategoryEnumeration(
            "AppleStandHour",
            types: [
                "AppleStandHour"
            ],
            members: [
                ("Stood", 0), ("Idle", 1),
            ]),
        CategoryEnumeration(
            "AppleWalkingSteadinessEvent",
            types: [
                "AppleWalkingSteadinessEvent"
            ],
            members: [
                ("InitialLow", 1), ("InitialVeryLow", 2), ("RepeatLow", 3), ("RepeatVeryLow", 4),
            ]),
        CategoryEnumeration(
            "CervicalMucusQuality",
            types: [
                "CervicalMucusQuality"
            ],
            members: [
                ("Dry", 1), ("Sticky", 2), ("Creamy", 3), ("Watery", 4), ("EggWhite", 5),
            ]),
        CategoryEnumeration(
            "Contraceptive",
            types: [
                "Contraceptive"
            ],
            members: [
                ("Unspecified", 1), ("Implant", 2), ("Injection", 3), ("IntrauterineDevice", 4),
                ("IntravaginalRing", 5), ("Oral", 6), ("Patch", 7),
            ]),
        CategoryEnumeration(
            "EnvironmentalAudioExposureEvent",
            types: [
                "EnvironmentalAudioExposureEvent"
            ],
            members: [
                ("MomentaryLimit", 1)
            ]),
        CategoryEnumeration(
            "HeadphoneAudioExposureEvent",
            types: [
                "HeadphoneAudioExposureEvent"
            ],
            members: [
                ("SevenDayLimit", 1)
            ]),
        CategoryEnumeration(
            "LowCardioFitnessEvent",
            types: [
                "LowCardioFitnessEvent"
            ],
            members: [
                ("LowFitness", 1)
            ]),
        CategoryEnumeration(
            "MenstrualFlow",
            types: [
                "MenstrualFlow"
            ],
            members: [
                ("Unspecified", 1), ("Light", 2), ("Medium", 3), ("Heavy", 4), ("None", 5),
            ]),
        CategoryEnumeration(
            "OvulationTestResult",
            types: [
                "OvulationTestResult"
            ],
            members: [
                ("Negative", 1), ("LuteinizingHormoneSurge", 2), ("Positive", 2),
                ("Indeterminate", 3), ("EstrogenSurge", 4),
            ]),
        CategoryEnumeration(
            "PregnancyTestResult",
            types: [
                "PregnancyTestResult"
            ],
            members: [
                ("Negative", 1), ("Positive", 2), ("Indeterminate", 3),
            ]),
        CategoryEnumeration(
            "Presence",
            types: [
                "MoodChanges", "SleepChanges",
            ],
            members: [
                ("Present", 0), ("NotPresent", 1),
            ]),
        CategoryEnumeration(
            "ProgesteroneTestResult",
            types: [
                "ProgesteroneTestResult"
            ],
            members: [
                ("Negative", 1), ("Positive", 2), ("Indeterminate", 3),
            ]),
        CategoryEnumeration(
            "Severity",
            types: [
                "AbdominalCramps", "Acne", "BladderIncontinence", "Bloating", "BreastPain",
                "ChestTightnessOrPain", "Chills", "Constipation", "Coughing", "Diarrhea",
                "Dizziness", "DrySkin", "Fainting", "Fatigue", "Fever", "GeneralizedBodyAche",
                "HairLoss", "Headache", "Heartburn", "HotFlashes", "LossOfSmell", "LossOfTaste",
                "LowerBackPain", "MemoryLapse", "Nausea", "NightSweats", "PelvicPain",
                "RapidPoundingOrFlutteringHeartbeat", "RunnyNose", "ShortnessOfBreath",
                "SinusCongestion", "SkippedHeartbeat", "SoreThroat", "VaginalDryness", "Vomiting",
                "Wheezing",
            ],
            members: [
                ("Unspecified", 0), ("NotPresent", 1), ("Mild", 2), ("Moderate", 3), ("Severe", 4),
            ]),
        CategoryEnumeration(
            "SleepAnalysis",
            types: [
                "SleepAnalysis"
            ],
            members: [
                ("InBed", 0), ("AsleepUnspecified", 1), ("Asleep", 1), ("Awake", 2),
                ("AsleepCore", 3), ("AsleepDeep", 4), ("AsleepREM", 5),
            ]),
        CategoryEnumeration(
            "VaginalBleeding",
            types: [
                "BleedingAfterPregnancy", "BleedingDuringPregnancy",
            ],
            members: [
                ("Unspecified", 1), ("Light", 2), ("Medium", 3), ("Heavy", 4), ("None", 5),
            ]),
        CategoryEnumeration(
            "AudioExposureEvent",
            types: [
                "AudioExposureEvent"
            ],
            members: [
                ("LoudEnvironment", 1)
            ]),
    ]
}
