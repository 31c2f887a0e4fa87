/// Appends automations to the text of a configuration, leaving everything else in it as it is.
public struct AutomationAppender: Sendable {
    private let reader: ConfigReader

    public init(reader: ConfigReader) {
        self.reader = reader
    }

    /// The file with more automations at the end of its `automations:`, which is added when it is
    /// not there. The result has been read once, so that it is a correct configuration.
    ///
    /// - Parameters:
    ///   - entries: Entries as ``ImportedAutomation/yaml`` has them.
    ///   - bytes: The file; empty for a new one.
    /// - Throws: `ConfigError` when the file is wrong already, cannot be extended, or would be
    ///   wrong, for instance because an automation of that name is there.
    public func append(
        _ entries: [String], to bytes: [UInt8], name: String, directory: String
    ) throws(ConfigError) -> String {
        let config = try reader.read(bytes, name: name, directory: directory)
        let source = try SourceText(name: name, bytes: bytes)
        let context = ReadContext(
            source: source, vocabulary: reader.vocabulary, zones: reader.zones)
        guard let root = NodeComposer.compose(context) else {
            throw context.error ?? ConfigError(file: name, message: "the file cannot be read")
        }
        var lines = source.lines
        if lines.last == "" { lines.removeLast() }
        let (line, indent, header) = try place(in: root, of: source)
        var added = header
        for entry in entries {
            added += entry.split(separator: "\n").map { String(repeating: " ", count: indent) + $0 }
        }
        lines.insert(contentsOf: added, at: min(line, lines.count))
        let text = lines.joined(separator: "\n") + "\n"
        let result = try reader.read(Array(text.utf8), name: name, directory: directory)
        guard result.automations.count == config.automations.count + entries.count else {
            throw AutomationAppender.cannot(name, "its automations: end where hae does not see it")
        }
        return text
    }

    /// Before which line (zero-based) to insert, how deep, and what must stand above.
    private func place(
        in root: ConfigNode, of source: SourceText
    ) throws(ConfigError) -> (line: Int, indent: Int, header: [String]) {
        let end = source.lines.last == "" ? source.lines.count - 1 : source.lines.count
        guard case .mapping(let entries) = root.content else { return (end, 2, []) }
        guard let entry = entries.first(where: { $0.key == "automations" }) else {
            if source.lines[root.place.line - 1].hasPrefix("{") {
                throw AutomationAppender.cannot(source.name, "it is written in braces")
            }
            return (end, 2, end == 0 ? ["automations:"] : ["", "automations:"])
        }
        let keyLine = entry.keyPlace.line
        if entry.value.isNull {
            guard entry.value.text == "" else {
                throw AutomationAppender.cannot(source.name, "it has automations: null")
            }
            return (keyLine, 2, [])
        }
        guard case .sequence(let items) = entry.value.content, let first = items.first,
            first.place.line > keyLine
        else {
            throw AutomationAppender.cannot(source.name, "its automations: are written in brackets")
        }
        let indent = source.lines[first.place.line - 1].prefix { $0 == " " }.count
        let next = entries.map(\.keyPlace.line).filter { $0 > keyLine }.min()
        guard let next else { return (end, indent, []) }
        // Comments and blank lines in front of the next key belong to it.
        var line = next - 1
        while line > first.place.line, AutomationAppender.isEmpty(source.lines[line - 1]) {
            line -= 1
        }
        return (line, indent, [])
    }

    private static func isEmpty(_ line: String) -> Bool {
        let text = line.drop { $0 == " " || $0 == "\t" }
        return text.isEmpty || text.hasPrefix("#")
    }

    private static func cannot(_ name: String, _ reason: String) -> ConfigError {
        ConfigError(
            file: name, message: "automations cannot be appended to this file, because \(reason)",
            notes: ["Print them instead and put them in by hand."])
    }
}
