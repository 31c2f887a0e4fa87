/// Where an archive comes from.
public enum ArchiveInput: Sendable, Equatable {
    /// A zip, the folder that it unpacks to, or a bare XML file; which one is found out by looking.
    case path(String)
    /// XML on standard input.
    case standardInput
    /// The same when its first bytes have been read, to see what it is.
    case begunStandardInput(head: [UInt8])

    /// `-` is standard input, everything else a path.
    public init(argument: String) {
        self = argument == "-" ? .standardInput : .path(argument)
    }

    /// How errors and reports call it.
    var name: String {
        switch self {
        case .path(let path): path
        case .standardInput, .begunStandardInput: "standard input"
        }
    }
}
