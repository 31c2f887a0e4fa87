import HealthPlugin

/// Activities by the tail of their identifier (`Running`), and their names. Section 4.1 of the wire format.
enum WorkoutType {
    /// The tail of an archive's attribute.
    static func tail(of attribute: String) -> String {
        guard attribute.hasPrefix(WorkoutNames.activityPrefix) else { return attribute }
        return String(attribute.dropFirst(WorkoutNames.activityPrefix.count))
    }

    /// The name of version 1; a bare number has none of its own.
    static func plainName(_ tail: String) -> String {
        tail.allSatisfy(\.isNumber) ? "Other" : RecordWords.english(tail)
    }

    /// The name of version 2, which also says where.
    static func name(_ tail: String, isIndoor: Bool?, water: Water?) -> String {
        let plain = plainName(tail)
        if tail == "Swimming" {
            switch water {
            case .pool: return "Pool Swim"
            case .open: return "Open Water Swim"
            case nil: return plain
            }
        }
        guard let isIndoor, placed.contains(tail) else { return plain }
        return (isIndoor ? "Indoor " : "Outdoor ") + (shortened[tail] ?? plain)
    }

    /// The activity that a name stands for; `nil` for a name in another language.
    static func tail(named name: String) -> String? {
        tails[name]
    }

    /// Where a person swam; raw values are HealthKit's.
    enum Water: String {
        case pool = "1"
        case open = "2"
    }

    /// Activities whose name says whether they were indoors.
    private static let placed: Set<String> = [
        "Running", "Walking", "Cycling", "HandCycling", "Rowing",
    ]
    private static let shortened = ["Running": "Run", "Walking": "Walk"]

    private static let tails: [String: String] = {
        var tails = [
            "Pool Swim": "Swimming", "Open Water Swim": "Swimming", "Outdoor Cycle": "Cycling",
            "Indoor Cycle": "Cycling", "Treadmill Running": "Running",
        ]
        // Numbers without a name are passed over.
        for number in Array(1...100) + [3000] {
            guard let full = WorkoutNames.activityName(of: number) else { continue }
            let tail = tail(of: full)
            tails[plainName(tail)] = tail
            for isIndoor in [true, false] {
                tails[name(tail, isIndoor: isIndoor, water: nil)] = tail
            }
        }
        return tails
    }()
}
