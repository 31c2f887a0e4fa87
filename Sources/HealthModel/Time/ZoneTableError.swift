/// A zone file that cannot be used.
public struct ZoneTableError: StatusError, Equatable {
    /// The zone's name as it was asked for.
    public let zone: String
    /// What is wrong with the file, as a phrase: `the file ends inside its header`.
    public let reason: String

    public var description: String {
        "the file of time zone \"\(zone)\" cannot be read: \(reason); "
            + "check the name, or install the time zone database again"
    }

    public var exitStatus: ExitStatus { .configuration }
}
