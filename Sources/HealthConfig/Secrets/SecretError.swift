public import HealthModel

/// A reference to a secret that cannot be resolved. Names the reference, never a value.
public struct SecretError: StatusError, Hashable {
    enum Reason: Hashable, Sendable {
        case notSet
        case isEmpty
        case noCredentialsDirectory
        case notFound(path: String)
        case notReadable(path: String)
        case notRegular(path: String)
        case readableByOthers(path: String, mode: String)
        case tooLong(path: String, bytesMax: Int)
        case notText
    }

    public var reference: SecretReference
    let reason: Reason

    /// A file's permissions are at fault.
    public var isPermission: Bool {
        switch reason {
        case .readableByOthers, .notReadable: true
        default: false
        }
    }

    public var exitStatus: ExitStatus { isPermission ? .permission : .configuration }

    /// What is wrong and what to do, in one line.
    public var description: String {
        let what: String
        switch reason {
        case .notSet:
            what = "the environment variable \(reference.name) is not set; set it for hae"
        case .isEmpty:
            what = "it is empty; put the secret into it"
        case .noCredentialsDirectory:
            what =
                "CREDENTIALS_DIRECTORY is not set; it is there when systemd starts hae with "
                + "LoadCredential=\(reference.name):…"
        case .notFound(let path):
            what = "there is no file \(path)"
        case .notReadable(let path):
            what = "\(path) cannot be read; make it readable for the user that runs hae"
        case .notRegular(let path):
            what = "\(path) is not a regular file"
        case .readableByOthers(let path, let mode):
            what = "\(path) can be read by others (mode \(mode)); run: chmod 600 \(path)"
        case .tooLong(let path, let bytesMax):
            what = "\(path) has more than \(bytesMax) bytes; is this the right file?"
        case .notText:
            what = "it is not one line of UTF-8 text without control characters"
        }
        return "\(reference): \(what)"
    }
}
