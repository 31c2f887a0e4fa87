/// Which parts of which lines must not be shown, because they are or may be secrets.
///
/// Values below `headers` and `config` count, and those of keys that sound secret, wherever they
/// stand, so that a misspelt `headres:` does not print a token.
struct SecretMasks {
    /// Scalars cut out of an excerpt that is longer.
    static let excerptLengthMax = 100

    /// By line: zero-based offsets in Unicode scalars, in the order of the file.
    private var ranges: [Int: [Range<Int>]] = [:]

    /// Walks the tree once.
    mutating func collect(from root: ConfigNode, in source: SourceText) {
        visit(root, isSecret: false, in: source)
    }

    /// For text that is not YAML: everything behind a word that sounds secret.
    mutating func collect(fromBroken source: SourceText) {
        for (index, line) in source.lines.enumerated() {
            let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" }
            let secret = words.first { word in
                SecretNames.soundsSecret(String(word))
                    || ["bearer", "basic"].contains(word.lowercased())
            }
            guard let secret else { continue }
            let scalars = line.unicodeScalars
            let start = scalars.distance(from: scalars.startIndex, to: secret.endIndex)
            ranges[index + 1] = [start..<scalars.count]
        }
    }

    /// The line with secrets replaced by `…` and cut to a sensible length, and where the caret then
    /// stands.
    func excerpt(of line: String, at place: Place) -> (text: String, caretOffset: Int) {
        var shown: [Unicode.Scalar] = []
        var caret: Int?
        let scalars = Array(line.unicodeScalars)
        let hidden = ranges[place.line] ?? []
        for (offset, scalar) in scalars.enumerated() {
            if offset == place.column - 1 { caret = shown.count }
            if let range = hidden.first(where: { $0.contains(offset) }) {
                if offset == range.lowerBound { shown.append("…") }
            } else {
                shown.append(scalar == "\t" ? " " : scalar)
            }
        }
        let position = caret ?? shown.count
        let start = max(0, min(position - 60, shown.count - SecretMasks.excerptLengthMax))
        let end = min(shown.count, start + SecretMasks.excerptLengthMax)
        var text = String(String.UnicodeScalarView(shown[start..<end]))
        while text.last == " ", text.unicodeScalars.count > position - start { text.removeLast() }
        return (text, position - start)
    }

    private mutating func visit(_ node: ConfigNode, isSecret: Bool, in source: SourceText) {
        switch node.content {
        case .scalar(let text, let isPlain):
            // A value with a reference in it shows a name and no secret.
            if isSecret && !text.isEmpty && !text.contains("${") || EndpointURL.hasUser(text) {
                hide(text, isPlain: isPlain, at: node.place, in: source)
            }
        case .sequence(let items):
            for item in items { visit(item, isSecret: isSecret, in: source) }
        case .mapping(let entries):
            for entry in entries {
                // `"Authorization: Bearer x":` is a slip that makes a secret a key.
                if isSecret, !HeaderRules.isToken(entry.key) { hideKey(entry, in: source) }
                let isSecretKey =
                    SecretNames.holdsSecrets.contains(entry.key)
                    || SecretNames.soundsSecret(entry.key)
                visit(entry.value, isSecret: isSecret || isSecretKey, in: source)
            }
        }
    }

    private mutating func hideKey(_ entry: ConfigNode.Entry, in source: SourceText) {
        guard source.lines.indices.contains(entry.keyPlace.line - 1) else { return }
        let line = Array(source.lines[entry.keyPlace.line - 1].unicodeScalars)
        let start = entry.keyPlace.column - 1
        let isQuoted = line.indices.contains(start) && (line[start] == "\"" || line[start] == "'")
        hide(entry.key, isPlain: !isQuoted, at: entry.keyPlace, in: source)
    }

    private mutating func hide(
        _ text: String, isPlain: Bool, at place: Place, in source: SourceText
    ) {
        guard source.lines.indices.contains(place.line - 1) else { return }
        let scalars = Array(source.lines[place.line - 1].unicodeScalars)
        let start = min(place.column - 1, scalars.count)
        if let end = SecretMasks.end(of: text, isPlain: isPlain, from: start, in: scalars) {
            ranges[place.line, default: []].append(start..<end)
            return
        }
        // It goes on below: to the closing quote, or as far as lines are indented deeper than the
        // one where it begins.
        ranges[place.line, default: []].append(start..<scalars.count)
        let quote =
            start < scalars.count && "\"'".unicodeScalars.contains(scalars[start])
            ? scalars[start] : nil
        let indent = scalars.prefix { $0 == " " || $0 == "-" }.count
        for number in place.line..<source.lines.count {
            let line = Array(source.lines[number].unicodeScalars)
            let lineIndent = line.prefix { $0 == " " }.count
            guard quote != nil || lineIndent == line.count || lineIndent > indent else { break }
            ranges[number + 1, default: []].append(lineIndent..<line.count)
            if let quote, line.contains(quote) { break }
        }
    }

    /// Where a scalar that begins at `start` ends in its line, or `nil` when it does not end there.
    private static func end(
        of text: String, isPlain: Bool, from start: Int, in line: [Unicode.Scalar]
    ) -> Int? {
        if isPlain {
            let end = start + text.unicodeScalars.count
            return end <= line.count && line[start..<end].elementsEqual(text.unicodeScalars)
                ? end : nil
        }
        guard start < line.count, line[start] == "\"" || line[start] == "'" else { return nil }
        let quote = line[start]
        var index = start + 1
        while index < line.count {
            if line[index] == "\\", quote == "\"" {
                index += 2
            } else if line[index] == quote {
                guard quote == "'", index + 1 < line.count, line[index + 1] == quote else {
                    return index + 1
                }
                index += 2
            } else {
                index += 1
            }
        }
        return nil
    }
}
