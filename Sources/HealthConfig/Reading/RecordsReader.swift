import HealthModel

/// Reads the lists of mappings: `plugins` and `automations`.
struct RecordsReader {
    let context: ReadContext
    let key: ConfigKey

    func read(_ node: ConfigNode, at keyPlace: Place) -> ParsedValue? {
        if node.isNull { return .records([]) }
        guard case .sequence(let items) = node.content else {
            context.report(
                "\"\(key.name)\" must be a list", at: keyPlace,
                notes: ["Each entry begins with a hyphen: - \(key.children.first?.name ?? ""): …"])
            return nil
        }
        let isAutomations = key.scope == .global && key.name == "automations"
        return .records(
            items.enumerated().map { index, item in
                isAutomations
                    ? readAutomation(item, number: index + 1) : readTap(item, number: index + 1)
            })
    }

    private func readTap(_ item: ConfigNode, number: Int) -> Entries {
        let subject = RecordsReader.subject("plugin", item.value(of: "id"), number: number)
        return MappingReader(
            context: context, keys: key.children, label: " in \(subject)", subject: subject
        ).read(item)
    }

    private func readAutomation(_ item: ConfigNode, number: Int) -> Entries {
        let subject = RecordsReader.subject("automation", item.value(of: "name"), number: number)
        let id = item.value(of: "data_type")?.text
        let dataType = context.vocabulary.dataTypes.first { $0.id == id }
        var reader = MappingReader(
            context: context, keys: AutomationKeys.all(for: dataType, in: context.vocabulary),
            label: " in \(subject)", subject: subject)
        reader.explain = { key in explain(key, subject: subject, dataType: dataType) }
        return reader.read(item)
    }

    /// `automation "Runs"`, or `automation 2` as long as it has no name.
    private static func subject(_ kind: String, _ name: ConfigNode?, number: Int) -> String {
        guard let name = name?.text, !name.isEmpty, !name.contains(where: \.isNewline) else {
            return "\(kind) \(number)"
        }
        return "\(kind) \"\(name)\""
    }

    /// A key that another data type has, or that belongs to the top of the file.
    private func explain(
        _ key: String, subject: String, dataType: DataTypeDeclaration?
    ) -> (message: String, notes: [String])? {
        let owners = context.vocabulary.dataTypes.filter { type in
            type.options.contains { $0.key == key }
        }
        if let dataType, !owners.isEmpty {
            let names = owners.map(\.id).joined(separator: ", ")
            let options = dataType.options.map(\.key).joined(separator: ", ")
            return (
                "\"\(key)\" is an option of \(names); \(subject) has data_type \(dataType.id)",
                [
                    options.isEmpty
                        ? "\(dataType.id) has no options of its own."
                        : "Options of \(dataType.id): \(options)"
                ]
            )
        }
        if ConfigKey.global.contains(where: { $0.name == key }) {
            return (
                "\"\(key)\" stands at the top of the file, not in \(subject)",
                ["Move it to the beginning of a line."]
            )
        }
        return nil
    }
}
