public import HealthModel

/// All mistakes of a configuration at once, in the order of the file.
public struct ConfigError: StatusError, Hashable {
    /// Never empty.
    public var findings: [ConfigFinding]

    public init(findings: [ConfigFinding]) {
        assert(!findings.isEmpty)
        self.findings = findings
    }

    /// A single mistake about a file as a whole.
    public init(file: String, message: String, notes: [String] = [], isPermission: Bool = false) {
        self.init(findings: [
            ConfigFinding(file: file, message: message, notes: notes, isPermission: isPermission)
        ])
    }

    /// `permission` when nothing else is wrong.
    public var exitStatus: ExitStatus {
        findings.allSatisfy(\.isPermission) ? .permission : .configuration
    }

    /// The findings, one under the other, in the shape of ``ConfigFinding/description``.
    public var description: String {
        findings.map(\.description).joined(separator: "\n")
    }
}
