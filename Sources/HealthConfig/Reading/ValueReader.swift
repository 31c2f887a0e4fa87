import HealthModel

/// Reads the value of one key by its kind. Returns `nil` after reporting what is wrong.
struct ValueReader {
    let context: ReadContext
    let key: ConfigKey
    /// ` in automation "Runs"`, or empty at the top.
    let label: String
    /// Where a mistake is shown: the value, or the key when it has none.
    let place: Place

    /// Words of a closed list that a note shows.
    private static let wordsShownMax = 24

    /// The value of a key that is not in the file; `directory` is where relative paths start.
    static func defaultValue(of key: ConfigKey, in directory: String) -> ParsedValue? {
        if case .group(let keys) = key.kind {
            // A group whose members all have defaults exists even when nobody writes it.
            guard !keys.contains(where: \.isRequired) else { return nil }
            var entries = Entries(place: Place(line: 0, column: 0))
            for child in keys {
                entries.defaults[child.name] = defaultValue(of: child, in: directory)
            }
            return .group(entries)
        }
        guard !key.isRequired, key.defaultText != "null" else { return nil }
        let nowhere = ReadContext(
            source: SourceText(name: "defaults", text: ""), vocabulary: .init(dataTypes: []),
            zones: ZoneLoader(folders: []), directory: directory)
        let node = ConfigNode(declared: key.defaultText)
        let value = ValueReader(context: nowhere, key: key, label: "", place: node.place).read(node)
        assert(nowhere.error == nil, "the default of \(key.name) is not a value of its kind")
        return value
    }

    func read(_ node: ConfigNode) -> ParsedValue? {
        if node.isNull {
            if key.isNullable { return ParsedValue.none }
            return fail("has no value")
        }
        switch key.kind {
        case .flag, .word, .integer, .text, .path, .size, .duration, .cadence, .clock, .start,
            .zone, .uuid, .dataType, .url, .proxy:
            guard case .scalar(let text, _) = node.content else {
                return fail("must be a single value, not a list or mapping")
            }
            return readScalar(text)
        case .list(let allowed, let all, let canBeEmpty):
            return readList(node, allowed: allowed, all: all, canBeEmpty: canBeEmpty)
        case .headers: return readHeaders(node)
        case .textByMetric, .unitByMetric: return readTextsByMetric(node)
        case .sourcesByMetric: return readSources(node)
        case .tree: return readTree(node).map(ParsedValue.tree)
        case .group(let keys):
            let reader = MappingReader(
                context: context, keys: keys, label: " in \"\(key.name)\"",
                subject: "\"\(key.name)\"")
            return .group(reader.read(node))
        case .records:
            assertionFailure("lists of records are read by RecordsReader")
            return nil
        }
    }

    /// Reports a mistake of this key; the sentence goes on behind the key's name.
    func fail(_ predicate: String, notes: [String]? = nil, at place: Place? = nil) -> ParsedValue? {
        context.report(
            "\"\(key.name)\"\(label) \(predicate)", at: place ?? self.place,
            notes: notes ?? ["Allowed: \(key.kind.allowedText)"])
        return nil
    }

    /// Reports a word that is not in a closed list.
    func failWord(_ word: String, allowed: [String], also: String? = nil, at place: Place? = nil)
        -> ParsedValue?
    {
        let near = NearestMatch.find(word, among: allowed)
        let guess = near.map { "; did you mean \"\($0)\"?" } ?? ""
        let shown = allowed.prefix(ValueReader.wordsShownMax).joined(separator: ", ")
        let more = allowed.count > ValueReader.wordsShownMax ? ", …" : ""
        return fail(
            "cannot be \"\(word)\"\(guess)",
            notes: ["Allowed: " + shown + more + (also.map { "; or \($0)" } ?? "")], at: place)
    }
}
