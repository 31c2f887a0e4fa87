/// Where references to secrets lead: the environment, and files. Nothing is kept; every question
/// reads again.
public struct SecretSource: Sendable {
    /// A token or key is far shorter.
    static let bytesMax = 64 << 10

    let environment: [String: String]
    /// Relative paths start here: the folder of the configuration.
    let directory: String

    public init(environment: [String: String], directory: String) {
        (self.environment, self.directory) = (environment, directory)
    }

    /// The secret, one line of text; line ends at the end of a file are not part of it.
    ///
    /// - Throws: `SecretError` when it is missing, empty, not text, holds control characters (they
    ///   could forge headers), or stands in a file that group or others may read.
    public func value(of reference: SecretReference) throws(SecretError) -> String {
        let value: String
        switch reference.kind {
        case .env:
            guard let found = environment[reference.name] else {
                throw SecretError(reference: reference, reason: .notSet)
            }
            value = found
        case .file:
            let path = ConfigPath.absolute(
                reference.name, in: directory, home: environment["HOME"])
            value = try SecretFile.read(path, for: reference, mayBeShared: false)
        case .cred:
            guard let folder = environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else {
                throw SecretError(reference: reference, reason: .noCredentialsDirectory)
            }
            // systemd guards the folder, and shows the mask of an access list as the group's
            // rights.
            value = try SecretFile.read(
                folder + "/" + reference.name, for: reference, mayBeShared: true)
        }
        guard !value.isEmpty else { throw SecretError(reference: reference, reason: .isEmpty) }
        guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw SecretError(reference: reference, reason: .notText)
        }
        return value
    }
}
