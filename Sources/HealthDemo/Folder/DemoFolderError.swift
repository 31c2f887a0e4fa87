public import HealthModel

/// The folder of a demo could not be used.
public struct DemoFolderError: StatusError {
    private enum Kind {
        case foreign, io
    }

    private let kind: Kind
    private let path: String

    static func foreign(_ path: String) -> DemoFolderError {
        DemoFolderError(kind: .foreign, path: path)
    }

    static func io(_ path: String) -> DemoFolderError {
        DemoFolderError(kind: .io, path: path)
    }

    public var exitStatus: ExitStatus {
        switch kind {
        case .foreign: .usage
        case .io: .io
        }
    }

    public var description: String {
        switch kind {
        case .foreign:
            "\(path): this folder holds other things than a demo's; "
                + "choose one that is empty or not there."
        case .io:
            "\(path): could not write the demo's folder; check its permissions and free space."
        }
    }
}
