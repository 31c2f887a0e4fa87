import HealthPipeline

/// What a plugin declares, beside what the others do, the configuration's own keys and its README.
struct PluginDeclarations {
    let name: String
    let descriptor: ProviderDescriptor
    let others: [ProviderDescriptor]
    let readme: String

    func findings() -> [PluginFinding] {
        names() + descriptor.options.flatMap(option) + dataType()
    }

    private func names() -> [PluginFinding] {
        let facts: [(what: String, of: (ProviderDescriptor) -> String)] = [
            ("id", { $0.id }), ("data key", { $0.dataKey }), ("CSV part", { $0.csvPart }),
            ("CSV file", { $0.csvFile }),
        ]
        return facts.flatMap { fact -> [PluginFinding] in
            let text = fact.of(descriptor)
            if text.isEmpty { return [finding("descriptor", "Its \(fact.what) is empty.")] }
            return others.filter { fact.of($0) == text }.map {
                finding(
                    "descriptor",
                    "Its \(fact.what) \"\(text)\" is that of \($0.title) as well. Take another one."
                )
            }
        }
    }

    private func option(_ option: OptionDeclaration) -> [PluginFinding] {
        var findings: [PluginFinding] = []
        if Self.reserved.contains(option.key) {
            findings.append(
                finding(
                    "options",
                    "The option \(option.key) is a key of every automation. Give it another name."))
        }
        if option.summary.isEmpty {
            findings.append(finding("options", "The option \(option.key) says not what it does."))
        }
        if !settings.contains("`\(option.key)`") {
            findings.append(
                finding(
                    "options",
                    "The heading Settings does not tell of `\(option.key)`. Add a line for it.",
                    file: "Plugins/\(name)/README.md"))
        }
        return findings
    }

    private func dataType() -> [PluginFinding] {
        guard !readme.isEmpty, !settings.contains("`data_type: \(descriptor.id)`") else {
            return []
        }
        return [
            finding(
                "readme", "The heading Settings does not say `data_type: \(descriptor.id)`.",
                file: "Plugins/\(name)/README.md")
        ]
    }

    /// The text below the heading.
    private var settings: Substring {
        guard let heading = readme.firstRange(of: "## Settings") else { return "" }
        let rest = readme[heading.upperBound...]
        return rest[..<(rest.firstRange(of: "\n## ")?.lowerBound ?? rest.endIndex)]
    }

    private static let reserved = Set((ConfigKey.automation + ConfigKey.shared).map(\.name))

    private func finding(
        _ code: String, _ problem: String, file: String = ""
    ) -> PluginFinding {
        PluginFinding(plugin: name, code: code, file: file, problem: problem)
    }
}
