/// A key with its value in YAML, as it could stand in the file.
public struct ConfigSetting: Hashable, Sendable {
    public var key: String
    /// References as written; a literal secret as `(secret)`.
    public var yaml: String

    public init(key: String, yaml: String) {
        (self.key, self.yaml) = (key, yaml)
    }
}
