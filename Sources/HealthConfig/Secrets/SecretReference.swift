/// A reference to a secret as it stands in a configuration: `${env:NAME}`, `${file:PATH}`,
/// `${cred:NAME}`.
public struct SecretReference: Hashable, Sendable, CustomStringConvertible {
    public enum Kind: String, ConfigWord {
        /// An environment variable.
        case env
        /// A file that only its owner may read; relative to the folder of the configuration.
        case file
        /// A file in `$CREDENTIALS_DIRECTORY`, which systemd fills.
        case cred
    }

    public var kind: Kind
    public var name: String

    public init(kind: Kind, name: String) {
        (self.kind, self.name) = (kind, name)
    }

    /// As written, such as `${env:API_TOKEN}`.
    public var description: String {
        "${\(kind.rawValue):\(name)}"
    }
}
