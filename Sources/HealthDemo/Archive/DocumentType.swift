/// The DOCTYPE of the main XML, made from the table of elements instead of being kept as text.
enum DocumentType {
    private struct Element {
        let name: String
        let content: String
        /// Names of attributes; those that begin with `!` are required.
        let attributes: [String]
    }

    private static let dated = [
        "!sourceName", "sourceVersion", "device", "creationDate", "!startDate",
    ]

    private static let elements: [Element] = [
        Element(
            name: "HealthData",
            content: "(ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord"
                + "|Audiogram|VisionPrescription)*)",
            attributes: ["!locale"]
        ),
        Element(name: "ExportDate", content: "EMPTY", attributes: ["!value"]),
        Element(
            name: "Me", content: "EMPTY",
            attributes: [
                "!HKCharacteristicTypeIdentifierDateOfBirth",
                "!HKCharacteristicTypeIdentifierBiologicalSex",
                "!HKCharacteristicTypeIdentifierBloodType",
                "!HKCharacteristicTypeIdentifierFitzpatrickSkinType",
                "!HKCharacteristicTypeIdentifierCardioFitnessMedicationsUse",
            ]
        ),
        Element(
            name: "Record", content: "((MetadataEntry|HeartRateVariabilityMetadataList)*)",
            attributes: ["!type", "unit", "value"] + dated + ["!endDate"]
        ),
        Element(
            name: "Correlation", content: "((MetadataEntry|Record)*)",
            attributes: ["!type"] + dated + ["!endDate"]
        ),
        Element(
            name: "Workout",
            content: "((MetadataEntry|WorkoutEvent|WorkoutRoute|WorkoutStatistics)*)",
            attributes: [
                "!workoutActivityType", "duration", "durationUnit", "totalDistance",
                "totalDistanceUnit", "totalEnergyBurned", "totalEnergyBurnedUnit",
            ] + dated + ["!endDate"]
        ),
        Element(
            name: "WorkoutActivity", content: "((MetadataEntry)*)",
            attributes: ["!uuid", "!startDate", "endDate", "duration", "durationUnit"]
        ),
        Element(
            name: "WorkoutEvent", content: "((MetadataEntry)*)",
            attributes: ["!type", "!date", "duration", "durationUnit"]
        ),
        Element(
            name: "WorkoutStatistics", content: "EMPTY",
            attributes: [
                "!type", "!startDate", "!endDate", "average", "minimum", "maximum", "sum", "unit",
            ]
        ),
        Element(
            name: "WorkoutRoute", content: "((MetadataEntry|FileReference)*)",
            attributes: dated + ["!endDate"]
        ),
        Element(name: "FileReference", content: "EMPTY", attributes: ["!path"]),
        Element(
            name: "ActivitySummary", content: "EMPTY",
            attributes: [
                "dateComponents", "activeEnergyBurned", "activeEnergyBurnedGoal",
                "activeEnergyBurnedUnit", "appleMoveTime", "appleMoveTimeGoal",
                "appleExerciseTime", "appleExerciseTimeGoal", "appleStandHours",
                "appleStandHoursGoal",
            ]
        ),
        Element(name: "MetadataEntry", content: "EMPTY", attributes: ["!key", "!value"]),
        Element(
            name: "HeartRateVariabilityMetadataList", content: "(InstantaneousBeatsPerMinute*)",
            attributes: []
        ),
        Element(
            name: "InstantaneousBeatsPerMinute", content: "EMPTY", attributes: ["!bpm", "!time"]),
        Element(
            name: "ClinicalRecord", content: "EMPTY",
            attributes: [
                "!type", "!identifier", "!sourceName", "!sourceURL", "!fhirVersion",
                "!receivedDate", "!resourceFilePath",
            ]
        ),
        Element(
            name: "Audiogram", content: "((MetadataEntry|SensitivityPoint)*)",
            attributes: ["!type"] + dated + ["!endDate"]
        ),
        Element(
            name: "SensitivityPoint", content: "EMPTY",
            attributes: ["!frequencyValue", "!frequencyUnit"]
                + ["left", "right"].flatMap { ear in
                    [
                        "EarValue", "EarUnit", "EarMasked", "EarClampingRangeLowerBound",
                        "EarClampingRangeUpperBound",
                    ].map { ear + $0 }
                }
        ),
        Element(
            name: "VisionPrescription", content: "((RightEye|LeftEye|Attachment|MetadataEntry)*)",
            attributes: ["!type", "!dateIssued", "expirationDate", "brand"]
        ),
        Element(name: "RightEye", content: "EMPTY", attributes: lens),
        Element(name: "LeftEye", content: "EMPTY", attributes: lens),
        Element(name: "Attachment", content: "EMPTY", attributes: ["identifier"]),
    ]

    private static let lens = [
        "sphere", "cylinder", "axis", "add", "vertex", "prismAmount", "prismAngle", "farPD",
        "nearPD", "baseCurve", "diameter",
    ].flatMap { [$0, $0 + "Unit"] }

    /// The declaration with its line end.
    ///
    /// - Parameter isBroken: As iOS 16.0 wrote it, which no conforming parser accepts.
    static func text(isBroken: Bool) -> String {
        var text =
            "<!DOCTYPE HealthData [\n<!-- HealthKit Export Version: \(isBroken ? 12 : 14) -->\n"
        for element in elements {
            text += "<!ELEMENT \(element.name) \(element.content)>\n"
            guard !element.attributes.isEmpty else { continue }
            text += "<!ATTLIST \(element.name)\n"
            for attribute in element.attributes {
                let isRequired = attribute.hasPrefix("!")
                let name = isRequired ? attribute.dropFirst() : attribute[...]
                text += "  \(name) CDATA \(isRequired ? "#REQUIRED" : "#IMPLIED")\n"
            }
            // The list of the prescription is never closed, and what should follow stands inside.
            if isBroken, element.name == "VisionPrescription" {
                text += "<!ELEMENT MetadataEntry EMPTY>\n  device CDATA #IMPLIED\n>\n>\n"
            }
            text += ">\n"
        }
        return text + "]>\n"
    }
}
