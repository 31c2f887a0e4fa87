/// What all readers of one file share: its text, what is known outside it, and the mistakes found
/// so far.
final class ReadContext {
    let source: SourceText
    /// Taps of the file are added to its data types while reading.
    var vocabulary: ConfigVocabulary
    let zones: ZoneLoader
    /// When set, references are resolved while reading, so that missing secrets are mistakes too.
    let secrets: SecretSource?
    /// The folder at which relative paths start, and the home folder.
    let directory: String
    let home: String?
    var masks = SecretMasks()
    private(set) var findings: [ConfigFinding] = []
    private(set) var warnings: [ConfigFinding] = []

    init(
        source: SourceText, vocabulary: ConfigVocabulary, zones: ZoneLoader,
        secrets: SecretSource? = nil, directory: String = "/", home: String? = nil
    ) {
        self.source = source
        self.vocabulary = vocabulary
        self.zones = zones
        (self.secrets, self.directory, self.home) = (secrets, directory, home)
    }

    func report(
        _ message: String, at place: Place, notes: [String] = [], isPermission: Bool = false
    ) {
        var finding = finding(message, at: place, notes: notes)
        finding.isPermission = isPermission
        findings.append(finding)
    }

    func warn(_ message: String, at place: Place, notes: [String] = []) {
        warnings.append(finding(message, at: place, notes: notes))
    }

    /// A mistake that makes further reading pointless, such as broken YAML.
    func report(_ finding: ConfigFinding) {
        findings.append(finding)
    }

    /// All mistakes in file order, or `nil`. Two with one place stay in the order in which they
    /// were found.
    var error: ConfigError? {
        findings.isEmpty ? nil : ConfigError(findings: ReadContext.inFileOrder(findings))
    }

    var warningsInFileOrder: [ConfigFinding] {
        ReadContext.inFileOrder(warnings)
    }

    private static func inFileOrder(_ findings: [ConfigFinding]) -> [ConfigFinding] {
        let end = Place(line: .max, column: 0)
        return findings.enumerated().sorted { left, right in
            (left.element.place ?? end, left.offset) < (right.element.place ?? end, right.offset)
        }.map(\.element)
    }

    private func finding(_ message: String, at place: Place, notes: [String]) -> ConfigFinding {
        guard source.lines.indices.contains(place.line - 1) else {
            return ConfigFinding(file: source.name, place: place, message: message, notes: notes)
        }
        let line = source.lines[place.line - 1]
        let (excerpt, caret) = masks.excerpt(of: line, at: place)
        return ConfigFinding(
            file: source.name, place: place, message: message, excerpt: excerpt,
            caretOffset: caret, notes: notes)
    }
}
