/// How bad something is, in the dialect of Nagios and its kin; the raw value is the exit code.
enum MonitorLevel: Int32, Comparable {
    case ok = 0
    case warning = 1
    case critical = 2
    case unknown = 3

    /// As JSON has it.
    var word: String {
        switch self {
        case .ok: "ok"
        case .warning: "warn"
        case .critical: "critical"
        case .unknown: "unknown"
        }
    }

    /// As it stands in the line that monitoring shows.
    var title: String {
        switch self {
        case .ok: "OK"
        case .warning: "WARNING"
        case .critical: "CRITICAL"
        case .unknown: "UNKNOWN"
        }
    }

    static func < (left: MonitorLevel, right: MonitorLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
