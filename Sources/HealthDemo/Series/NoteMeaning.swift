/// What a sample's `note` says in its metadata.
enum NoteMeaning: Sendable {
    case none
    case motionContext
    case mealTime
    case insulinReason
    /// 0 and 1 are written, anything else is left out.
    case protectionUsed
    case cycleStart
    case threshold
    case vo2MaxTest
    case exposureLevel
    case temperatureSource
    case zone
    /// A list of beats: the note is their number.
    case beats
    /// 1: the record stands in its correlation only.
    case nesting

    /// Key and value of the metadata entry, if the note asks for one.
    func entry(for note: Int, zoneName: String) -> (key: String, value: String)? {
        switch self {
        case .none, .beats, .nesting: nil
        case .motionContext: ("HKMetadataKeyHeartRateMotionContext", "\(note)")
        case .mealTime: note == 0 ? nil : ("HKBloodGlucoseMealTime", "\(note)")
        case .insulinReason: note == 0 ? nil : ("HKInsulinDeliveryReason", "\(note)")
        case .protectionUsed: note < 0 ? nil : ("HKSexualActivityProtectionUsed", "\(note)")
        case .cycleStart: ("HKMenstrualCycleStart", "\(note)")
        case .threshold: ("HKHeartRateEventThreshold", "\(note) count/min")
        case .vo2MaxTest: ("HKVO2MaxTestType", "\(note)")
        case .exposureLevel: ("HKMetadataKeyAudioExposureLevel", "\(note) dBASPL")
        case .temperatureSource: ("HKSleepingWristTemperatureSourceType", "\(note)")
        case .zone: note == 0 ? nil : ("HKTimeZone", zoneName)
        }
    }
}
