import HealthPlugin

/// The 16 types of cycle tracking and their English names. Section 9 of the wire format.
enum CycleNames {
    static let menstrualFlow = Catalogue.categoryPrefix + "MenstrualFlow"
    static let sexualActivity = Catalogue.categoryPrefix + "SexualActivity"

    /// Full identifiers.
    static let types = names.map(\.type)

    static func name(ofType type: String) -> String? {
        byType[type]
    }

    /// The raw number that stands for no value: types without a choice have 0, the others begin with 1.
    static func absent(_ type: String) -> Int {
        CategoryEnumeration.of(type: type)?.members.first?.number ?? 0
    }

    private static let byType = Dictionary(uniqueKeysWithValues: names.map { ($0.type, $0.name) })

    private static let names: [(type: String, name: String)] = [
        ("MenstrualFlow", "Menstrual Flow"),
        ("BleedingAfterPregnancy", "Bleeding After Pregnancy"),
        ("BleedingDuringPregnancy", "Bleeding During Pregnancy"),
        ("CervicalMucusQuality", "Cervical Mucus Quality"),
        ("OvulationTestResult", "Ovulation Test Result"),
        ("ProgesteroneTestResult", "Progesterone Test Result"),
        ("PregnancyTestResult", "Pregnancy Test Result"),
        ("Contraceptive", "Contraceptive"),
        ("SexualActivity", "Sexual Activity"),
        ("Pregnancy", "Pregnancy"),
        ("Lactation", "Lactation"),
        ("InfrequentMenstrualCycles", "Infrequent Menstrual Cycle"),
        ("IrregularMenstrualCycles", "Irregular Menstrual Cycle"),
        ("IntermenstrualBleeding", "Intermenstrual Bleeding"),
        ("PersistentIntermenstrualBleeding", "Persistent Menstrual Bleeding"),
        ("ProlongedMenstrualPeriods", "Prolonged Menstrual Period"),
    ].map { (Catalogue.categoryPrefix + $0.0, $0.1) }
}
