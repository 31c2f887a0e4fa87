public import HealthModel

/// Why a time zone cannot be had.
public struct ZoneError: StatusError, Hashable {
    enum Reason: Hashable, Sendable {
        case unknownName(String)
        case noDatabase(folders: [String])
        case damaged(path: String)
        /// With the sentence of the reader of zone files.
        case unreadable(String)
        case systemZoneHasNoName(where: String)
    }

    let reason: Reason
    /// The name most like the unknown one.
    var nearest: String?

    /// The database is there and does not have this name.
    public var isUnknownName: Bool {
        if case .unknownName = reason { true } else { false }
    }

    public var exitStatus: ExitStatus { .configuration }

    public var description: String {
        switch reason {
        case .unknownName(let name):
            "there is no time zone \"\(name)\""
                + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
        case .noDatabase(let folders):
            "no time zone database in \(folders.joined(separator: ", ")); install the package tzdata"
        case .damaged(let path):
            "\(path) is not a time zone file; install the package tzdata again"
        case .unreadable(let sentence): sentence
        case .systemZoneHasNoName(let place):
            "the system's time zone has no name that \(place) tells; "
                + "set timezone: in the configuration, for example timezone: Europe/Berlin"
        }
    }
}
