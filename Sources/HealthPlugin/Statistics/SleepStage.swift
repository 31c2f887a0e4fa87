/// What a segment of sleep says. Section 3.5 of the wire format.
public enum SleepStage: Int, Sendable, CaseIterable {
    case inBed, asleep, awake, core, deep, rem

    /// The stage that a recorded value names; `nil` for a word that nobody knows, which is left out of totals.
    public init?(recorded text: String) {
        let number = CategoryEnumeration.of(type: "SleepAnalysis")?.number(of: text)
        switch number {
        case 0: self = .inBed
        case 1: self = .asleep
        case 2: self = .awake
        case 3: self = .core
        case 4: self = .deep
        case 5: self = .rem
        default: return nil
        }
    }

    /// The word on the wire.
    public var title: String {
        switch self {
        case .inBed: "InBed"
        case .asleep: "Asleep"
        case .awake: "Awake"
        case .core: "Core"
        case .deep: "Deep"
        case .rem: "REM"
        }
    }

    /// Whether the sleeper slept.
    public var isSleep: Bool {
        switch self {
        case .asleep, .core, .deep, .rem: true
        case .inBed, .awake: false
        }
    }
}
