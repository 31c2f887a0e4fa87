/// The programs and devices that write into the invented person's store.
enum SyntheticSource: UInt8, CaseIterable {
    case manual
    case watch
    case phone
    case pedometer
    case scale
    case sleepApp
    case strap
    case gym
    case food
    case meter
    case pump
    case cuff
    case brush

    /// The place in the order of preferred sources: manual entries, watch, phone, all others.
    var rank: Int {
        switch self {
        case .manual: 0
        case .watch: 1
        case .phone: 2
        default: 3
        }
    }

    /// `sourceName` of those that options do not name.
    var fixedName: String {
        switch self {
        case .manual: "Health"
        case .watch, .phone: ""
        case .pedometer: "Example Pedometer"
        case .scale: "Example Scale"
        case .sleepApp: "Example Sleep"
        case .strap: "Example Strap "
        case .gym: "Example\u{2019}s Gym"
        case .food: "Example Food & Drink"
        case .meter: "Example Meter"
        case .pump: "Example Pump"
        case .cuff: "Example Cuff"
        case .brush: "Example Brush"
        }
    }
}
