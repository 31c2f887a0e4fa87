public import HealthModel

/// A synthetic archive could not be made.
public struct SyntheticError: StatusError {
    private enum Kind {
        case tooDense(recordsPerDay: Int)
        case noDays
        case io(path: String, action: String, code: Int32)
        case deflate(code: Int32)
    }

    private let kind: Kind

    static func tooDense(recordsPerDay: Int) -> SyntheticError {
        SyntheticError(kind: .tooDense(recordsPerDay: recordsPerDay))
    }

    static let noDays = SyntheticError(kind: .noDays)

    static func io(_ action: String, _ path: String, code: Int32) -> SyntheticError {
        SyntheticError(kind: .io(path: path, action: action, code: code))
    }

    static func deflate(code: Int32) -> SyntheticError {
        SyntheticError(kind: .deflate(code: code))
    }

    public var exitStatus: ExitStatus {
        switch kind {
        case .tooDense, .noDays: .usage
        case .io, .deflate: .io
        }
    }

    public var description: String {
        switch kind {
        case .tooDense(let count):
            "A synthetic archive cannot hold \(count) records a day; ask for more days or fewer records."
        case .noDays: "A synthetic archive needs at least one day; ask for more days."
        case .io(let path, let action, let code):
            "\(path): could not \(action) the synthetic archive (errno \(code)); "
                + "check the folder's permissions and free space."
        case .deflate(let code):
            "zlib refused to compress the synthetic archive (code \(code)); choose a level from 1 to 9."
        }
    }
}
