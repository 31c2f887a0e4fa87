import HealthPipeline

/// `hae.plugin/1`: one data type with its options.
struct PluginReport: Report {
    static let schema = "hae.plugin/1"

    let descriptor: ProviderDescriptor

    func writeMembers(to json: inout JSONWriter) {
        json.key("id")
        json.string(descriptor.id)
        json.key("title")
        json.string(descriptor.title)
        json.key("summary")
        json.string(descriptor.summary)
        json.key("data_key")
        json.string(descriptor.dataKey)
        json.key("csv_part")
        json.string(descriptor.csvPart)
        json.key("reads")
        json.array { for reading in descriptor.reads { $0.string(reading.text) } }
        json.key("options")
        json.array {
            for option in descriptor.options {
                $0.object {
                    $0.key("key")
                    $0.string(option.key)
                    $0.key("summary")
                    $0.string(option.summary)
                    $0.key("required")
                    $0.bool(option.isRequired)
                    $0.key("allowed")
                    $0.array { for word in option.allowed { $0.string(word) } }
                    $0.key("default")
                    if let value = option.default { $0.string(value.text) } else { $0.null() }
                }
            }
        }
    }

    var lines: [String] {
        var lines = [
            "\(descriptor.title) (data_type: \(descriptor.id))", descriptor.summary,
            "JSON key \(descriptor.dataKey), CSV part \(descriptor.csvPart)",
            "Reads " + descriptor.reads.prefix(6).map(\.text).joined(separator: ", ")
                + (descriptor.reads.count > 6 ? " and \(descriptor.reads.count - 6) more" : ""),
        ]
        for option in descriptor.options {
            let allowed = option.allowed.count <= 8 ? option.allowed : []
            lines.append("")
            lines.append(
                "  \(option.key)" + (option.default.map { ": \($0.text)" } ?? "")
                    + (option.isRequired ? " (required)" : ""))
            lines.append("      \(option.summary)")
            if !allowed.isEmpty { lines.append("      one of \(allowed.joined(separator: ", "))") }
        }
        return lines
    }
}
