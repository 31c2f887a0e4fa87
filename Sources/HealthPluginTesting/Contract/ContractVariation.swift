import HealthPlugin

/// Settings under which a plugin is tried.
struct ContractVariation {
    /// `the defaults`, or the one option that is not as by default: `summarize: false`.
    var name: String
    var settings: CaseSettings
    var formats: [ExportSettings.Format]
    var version = 2

    func name(_ format: ExportSettings.Format) -> String {
        "\(format.rawValue.uppercased()) with \(name)"
    }

    /// The defaults first, then each other value of each flag and each closed list of words.
    ///
    /// An option that has to be set is `all` where that may be written, else its example.
    static func all(of options: [OptionDeclaration], zone: ZoneTable) -> [ContractVariation] {
        var settings = CaseSettings(zone: zone)
        for option in options where option.isRequired {
            settings.options[option.key] = option.widest
        }
        let defaults = ContractVariation(
            name: "the defaults", settings: settings, formats: [.json, .csv])
        return [defaults]
            + options.flatMap { option in
                option.otherValues.map { word, value in
                    var variation = defaults
                    variation.name = "\(option.key): \(word)"
                    variation.settings.options[option.key] = value
                    if let format = option.formatNeeded.flatMap(ExportSettings.Format.init) {
                        variation.formats = [format]
                    }
                    variation.version = option.versionNeeded ?? 2
                    return variation
                }
            }
    }
}

extension OptionDeclaration {
    fileprivate var widest: OptionValue? {
        if case .list(_, all: true) = kind { return .list(["all"]) }
        return example ?? `default`
    }

    fileprivate var otherValues: [(String, OptionValue)] {
        switch kind {
        case .flag:
            let other = !(self.default?.flag ?? false)
            return [(other ? "true" : "false", .flag(other))]
        case .word(let allowed):
            return allowed.filter { $0 != self.default?.word }.map { ($0, .word($0)) }
        case .text, .integer, .list:
            guard let example, !isRequired, example != self.default else { return [] }
            return [("its example", example)]
        }
    }
}
