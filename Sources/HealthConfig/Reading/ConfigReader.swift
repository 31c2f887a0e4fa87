/// Reads a configuration strictly: unknown keys, bad values and impossible combinations are
/// mistakes, and all of them are reported at once, in the order of the file.
public struct ConfigReader: Sendable {
    let vocabulary: ConfigVocabulary
    let environment: [String: String]
    let zones: ZoneLoader
    let checksSecrets: Bool

    /// - Parameters:
    ///   - environment: For `HOME`, `TZDIR`, and references to secrets when they are checked.
    ///   - checksSecrets: References are resolved while reading, and those that cannot be are
    ///     mistakes. Else they are looked at when used; then a command that sends nothing works
    ///     without them.
    public init(
        vocabulary: ConfigVocabulary, environment: [String: String], checksSecrets: Bool = false
    ) {
        self.vocabulary = vocabulary
        self.environment = environment
        self.checksSecrets = checksSecrets
        zones = ZoneLoader(environment: environment)
    }

    /// Reads the bytes of a file.
    ///
    /// - Parameters:
    ///   - name: The file as the user named it; stands in front of every mistake.
    ///   - directory: The absolute folder at which relative paths start.
    /// - Throws: `ConfigError` with everything that is wrong.
    public func read(
        _ bytes: [UInt8], name: String, directory: String
    ) throws(ConfigError) -> HaeConfig {
        let source = try SourceText(name: name, bytes: bytes)
        return try read(source, file: name, directory: directory)
    }

    /// The configuration of somebody who has no file.
    public func defaults(directory: String) throws(ConfigError) -> HaeConfig {
        try read(SourceText(name: "defaults", text: ""), file: nil, directory: directory)
    }

    private func read(
        _ source: SourceText, file: String?, directory: String
    ) throws(ConfigError) -> HaeConfig {
        let secrets = SecretSource(environment: environment, directory: directory)
        let context = ReadContext(
            source: source, vocabulary: vocabulary, zones: zones,
            secrets: checksSecrets ? secrets : nil, directory: directory, home: environment["HOME"])
        guard let node = NodeComposer.compose(context) else { throw context.certainError }
        context.masks.collect(from: node, in: source)
        addTaps(of: node, to: context)
        let root = MappingReader(
            context: context, keys: ConfigKey.global, label: "", subject: "the configuration"
        ).read(node)
        for automation in root.records("automations") {
            AutomationChecks(context: context, entries: automation).run()
        }
        FileChecks(context: context, root: root).run()
        if let error = context.error { throw error }
        return ConfigBuilder(vocabulary: context.vocabulary, root: root)
            .config(file: file, directory: directory, warnings: context.warningsInFileOrder)
    }

    /// The ids of taps are data types; automations may stand above them in the file.
    private func addTaps(of root: ConfigNode, to context: ReadContext) {
        guard case .sequence(let items)? = root.value(of: "plugins")?.content else { return }
        for item in items {
            guard let id = item.value(of: "id"), let text = id.text, !text.isEmpty else { continue }
            if vocabulary.dataTypes.contains(where: { $0.id == text }) {
                context.report(
                    "\"id\" in plugin \"\(text)\" is the name of a built-in data type",
                    at: id.place, notes: ["Give the plugin another id."])
            } else if !context.vocabulary.dataTypes.contains(where: { $0.id == text }) {
                context.vocabulary.dataTypes.append(DataTypeDeclaration(id: text, title: text))
            }
        }
    }
}

extension ReadContext {
    /// For places where something has been reported already.
    fileprivate var certainError: ConfigError {
        error ?? ConfigError(file: source.name, message: "the file cannot be read")
    }
}
