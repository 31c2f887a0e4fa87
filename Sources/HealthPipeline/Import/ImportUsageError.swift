public import HealthModel

/// Options of an import that say something about another kind of input than the one that was given.
public struct ImportUsageError: StatusError, Equatable {
    /// The input as the user named it.
    public var file: String
    /// Such as `--grouping`.
    public var option: String

    public var exitStatus: ExitStatus { .usage }

    public var description: String {
        switch option {
        case "--main":
            "\(file): --main chooses a member of an archive, and this is a file of the app; leave it out"
        default:
            "\(file): \(option) says what points of the app's payloads are, and this is an archive; "
                + "leave it out"
        }
    }
}
