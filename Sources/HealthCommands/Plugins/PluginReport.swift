import HealthPipeline

/// `hae.plugin/1`: one data type with its options.
struct PluginReport: Report {
    static let schema = "hae.plugin/1"
    /// Of longer lists a person sees the number.
    private static let wordsMax = 8
    private static let readsMax = 6

    let descriptor: ProviderDescriptor

    func writeMembers(to json: inout JSONWriter) {
        for (key, text) in [
            ("id", descriptor.id), ("title", descriptor.title), ("summary", descriptor.summary),
            ("data_key", descriptor.dataKey), ("csv_part", descriptor.csvPart),
            ("csv_file", descriptor.csvFile),
        ] {
            json.key(key)
            json.string(text)
        }
        json.key("reads")
        json.array { for reading in descriptor.reads { $0.string(reading.text) } }
        json.key("options")
        json.array { for option in descriptor.options { Self.write(option, to: &$0) } }
    }

    private static func write(_ option: OptionDeclaration, to json: inout JSONWriter) {
        json.object {
            $0.key("key")
            $0.string(option.key)
            $0.key("summary")
            $0.string(option.summary)
            $0.key("kind")
            $0.string(option.kind.text)
            $0.key("required")
            $0.bool(option.isRequired)
            $0.key("allowed")
            $0.array { for word in option.allowed { $0.string(word) } }
            for (key, value) in [("default", option.default), ("example", option.example)] {
                $0.key(key)
                if let value { $0.string(value.text) } else { $0.null() }
            }
            $0.key("version")
            if let version = option.versionNeeded { $0.integer(version) } else { $0.null() }
            $0.key("format")
            if let format = option.formatNeeded { $0.string(format) } else { $0.null() }
        }
    }

    var lines: [String] {
        let reads = descriptor.reads.map(\.text)
        let head = [
            "\(descriptor.title) (data_type: \(descriptor.id))", descriptor.summary, "",
            "  JSON   data.\(descriptor.dataKey)",
            "  CSV    part \(descriptor.csvPart), files \(descriptor.csvFile)-….csv",
            "  reads  " + reads.prefix(Self.readsMax).joined(separator: "\n         ")
                + (reads.count > Self.readsMax
                    ? "\n         and \(reads.count - Self.readsMax) more" : ""),
            "",
        ]
        guard !descriptor.options.isEmpty else {
            return head + ["No options beside the keys of every automation."]
        }
        return head + ["Options, beside the keys of every automation:"]
            + descriptor.options.flatMap(Self.lines(of:))
    }

    private static func lines(of option: OptionDeclaration) -> [String] {
        var facts = [option.kind.text]
        if !option.allowed.isEmpty, option.allowed.count <= wordsMax, option.kind != .flag {
            facts[0] += ": " + option.allowed.joined(separator: ", ")
        }
        if option.isRequired { facts.append("has to be set") }
        if let value = option.default { facts.append("default \(value.text)") }
        if let version = option.versionNeeded { facts.append("only with version: \(version)") }
        if let format = option.formatNeeded {
            facts.append("another value only with format: \(format)")
        }
        if let example = option.example { facts.append("for example \(example.text)") }
        return ["", "  \(option.key)", "      \(option.summary)"]
            + ["      " + facts.joined(separator: "; ")]
    }
}

extension OptionKind {
    /// What may be written, for people.
    fileprivate var text: String {
        switch self {
        case .flag: "true or false"
        case .word: "one word"
        case .text: "a text"
        case .integer(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .list(let allowed, let all):
            "a list" + (allowed.isEmpty ? "" : " of \(allowed.count) words")
                + (all ? ", or all" : "")
        }
    }
}
