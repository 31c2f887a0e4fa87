extension ValueReader {
    /// A list of words or texts without doubles, or the word `all`.
    func readList(
        _ node: ConfigNode, allowed: [String], all: Bool, canBeEmpty: Bool
    ) -> ParsedValue? {
        if all, node.text == "all" { return .all }
        guard case .sequence(let items) = node.content else {
            return fail("must be a list" + (all ? " or all" : ""))
        }
        guard canBeEmpty || !items.isEmpty else { return fail("must not be an empty list") }
        var words: [String] = []
        var isGood = true
        for item in items {
            guard let word = item.text, !word.isEmpty, !item.isNull else {
                _ = fail("must be a list of plain texts", at: item.place)
                isGood = false
                continue
            }
            if !allowed.isEmpty, !allowed.contains(word) {
                _ = failWord(word, allowed: allowed, also: all ? "all" : nil, at: item.place)
                isGood = false
            }
            // Arguments of a program may repeat; words of a closed list say nothing twice.
            if allowed.isEmpty || !words.contains(word) { words.append(word) }
        }
        return isGood ? .list(words) : nil
    }

    /// A mapping from metrics to texts: units or names.
    func readTextsByMetric(_ node: ConfigNode) -> ParsedValue? {
        guard let entries = metricEntries(of: node, also: nil) else { return nil }
        var texts: [String: String] = [:]
        for entry in entries {
            guard let text = entry.value.text, !text.isEmpty, !entry.value.isNull else {
                _ = fail("needs a single text for \"\(entry.key)\"", at: entry.keyPlace)
                continue
            }
            if case .unitByMetric = key.kind,
                let problem = context.vocabulary.problemOfUnit(entry.key, text)
            {
                _ = fail(
                    "cannot give \"\(entry.key)\" in \"\(text)\": \(problem)", notes: [],
                    at: entry.value.place)
                continue
            }
            texts[entry.key] = text
        }
        return .texts(texts)
    }

    /// A mapping from `default` and metrics to lists of sources.
    func readSources(_ node: ConfigNode) -> ParsedValue? {
        guard let entries = metricEntries(of: node, also: "default") else { return nil }
        var lists: [String: [String]] = [:]
        for entry in entries {
            guard case .sequence(let items) = entry.value.content else {
                _ = fail(
                    "needs a list of sources for \"\(entry.key)\", best first",
                    notes: ["Write for example: \(entry.key): [Apple Watch, iPhone]"],
                    at: entry.keyPlace)
                continue
            }
            let sources = items.compactMap(\.text).filter { !$0.isEmpty }
            guard sources.count == items.count else {
                _ = fail("must list plain texts for \"\(entry.key)\"", at: entry.keyPlace)
                continue
            }
            lists[entry.key] = sources
        }
        return .lists(lists)
    }

    /// The entries whose keys are metrics of the catalogue, or the other word; the rest is
    /// reported.
    private func metricEntries(of node: ConfigNode, also other: String?) -> [ConfigNode.Entry]? {
        guard case .mapping(let entries) = node.content else {
            _ = fail("must be a mapping")
            return nil
        }
        let metrics = context.vocabulary.metrics
        var seen: [String: Place] = [:]
        return entries.filter { entry in
            if let earlier = seen[entry.key] {
                _ = fail(
                    "has \"\(entry.key)\" again; it is already in line \(earlier.line)",
                    notes: ["Keep one of them."], at: entry.keyPlace)
                return false
            }
            seen[entry.key] = entry.keyPlace
            if entry.key == other || metrics.isEmpty || metrics.contains(entry.key) { return true }
            let near = NearestMatch.find(entry.key, among: metrics + (other.map { [$0] } ?? []))
            let guess = near.map { "; did you mean \"\($0)\"?" } ?? ""
            _ = fail(
                "has no metric \"\(entry.key)\"\(guess)",
                notes: ["All names: hae metrics"], at: entry.keyPlace)
            return false
        }
    }

    /// Any YAML as the types of JSON.
    func readTree(_ node: ConfigNode) -> ConfigTree? {
        switch node.content {
        case .scalar(let text, let isPlain):
            if node.isNull { return .null }
            if isPlain, text == "true" || text == "false" { return .flag(text == "true") }
            if isPlain, NumberText.isNumber(text) { return .number(text) }
            guard var template = readTemplate(text, at: node.place) else { return nil }
            template.isSecretLiteral = true
            return .text(template)
        case .sequence(let items):
            let trees = items.compactMap(readTree)
            return trees.count == items.count ? .list(trees) : nil
        case .mapping(let entries):
            var result: [ConfigTree.Entry] = []
            var seen: [String: Place] = [:]
            for entry in entries {
                if let earlier = seen[entry.key] {
                    _ = fail(
                        "has \"\(entry.key)\" again; it is already in line \(earlier.line)",
                        notes: ["Keep one of them."], at: entry.keyPlace)
                    continue
                }
                seen[entry.key] = entry.keyPlace
                guard let tree = readTree(entry.value) else { return nil }
                result.append(.init(key: entry.key, value: tree))
            }
            return .mapping(result)
        }
    }
}
