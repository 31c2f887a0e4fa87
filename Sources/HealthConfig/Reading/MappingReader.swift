/// Reads one mapping by the declarations of its keys.
struct MappingReader {
    let context: ReadContext
    let keys: [ConfigKey]
    /// ` in automation "Runs"`, ` in quota`, or empty at the top.
    let label: String
    /// How to name the mapping where it stands as the subject: `automation "Runs"`, `quota`, `the
    /// file`.
    let subject: String
    /// What to say of a key that is not declared here but known elsewhere; `nil` when it is not
    /// known at all.
    var explain: (_ key: String) -> (message: String, notes: [String])? = { _ in nil }

    /// Names of keys that a note shows when it has a better hint; without one it shows all.
    private static let shownMax = 12

    /// Checks keys and values, and fills in defaults. Never fails: what is wrong is reported and
    /// left out.
    func read(_ node: ConfigNode) -> Entries {
        var result = Entries(label: label, place: node.place)
        if case .mapping(let entries) = node.content {
            for entry in entries { read(entry, into: &result) }
        } else if !node.isNull {
            let first = keys.first.map { " such as \($0.name):" } ?? ""
            context.report("\(subject) must be a mapping with keys\(first)", at: node.place)
        }
        for key in keys
        where key.isRequired && !result.isWritten(key.name) && !result.misspelt.contains(key.name) {
            let example = key.exampleText.map { "Add for example: \(key.name): \($0)" }
            context.report(
                "\(subject) has no \"\(key.name)\", which is required", at: node.place,
                notes: example.map { [$0] } ?? [])
        }
        for key in keys where result.values[key.name] == nil {
            result.defaults[key.name] = ValueReader.defaultValue(
                of: key, in: context.directory)
        }
        return result
    }

    private func read(_ entry: ConfigNode.Entry, into result: inout Entries) {
        guard let key = keys.first(where: { $0.name == entry.key }) else {
            if let meant = reportUnknown(entry) { result.misspelt.insert(meant) }
            return
        }
        if let earlier = result.places[entry.key] {
            context.report(
                "\"\(entry.key)\"\(label) stands here again; it is already in line \(earlier.line)",
                at: entry.keyPlace, notes: ["Keep one of them."])
            return
        }
        result.places[entry.key] = entry.keyPlace
        if case .records = key.kind {
            result.values[entry.key] = RecordsReader(context: context, key: key)
                .read(entry.value, at: entry.keyPlace)
            return
        }
        let reader = ValueReader(
            context: context, key: key, label: label,
            place: entry.value.isNull ? entry.keyPlace : entry.value.place)
        result.values[entry.key] = reader.read(entry.value)
    }

    /// Reports a key that is not allowed here, and returns the one that was probably meant.
    private func reportUnknown(_ entry: ConfigNode.Entry) -> String? {
        if let (message, notes) = explain(entry.key) {
            context.report(message, at: entry.keyPlace, notes: notes)
            return nil
        }
        let names = keys.map(\.name)
        var message = "unknown key \"\(entry.key)\"\(label)"
        guard let near = NearestMatch.find(entry.key, among: names) else {
            context.report(
                message, at: entry.keyPlace, notes: MappingReader.wrapped("Allowed here: ", names))
            return nil
        }
        message += "; did you mean \"\(near)\"?"
        let shown = names.prefix(MappingReader.shownMax).joined(separator: ", ")
        let more = names.count > MappingReader.shownMax ? ", …" : ""
        context.report(message, at: entry.keyPlace, notes: ["Allowed here: \(shown)\(more)"])
        return near
    }

    /// All words, in lines of at most 96 characters; the second and later ones are indented by two.
    private static func wrapped(_ start: String, _ words: [String]) -> [String] {
        var lines = [start]
        for (index, word) in words.enumerated() {
            let part = word + (index + 1 < words.count ? ", " : "")
            if lines[lines.count - 1].count + word.count > 96 { lines.append("  ") }
            lines[lines.count - 1] += part
        }
        return lines.map { line in
            line.last == " " ? String(line.dropLast()) : line
        }
    }
}
