import HealthPlugin

extension ContractRun {
    mutating func checkOptions() {
        let descriptor = provider.descriptor
        let place = "the descriptor"
        if !descriptor.id.isSnakeCase {
            note(place, "the id is not of lower-case letters, digits and _")
        }
        if descriptor.title.isEmpty || descriptor.summary.isEmpty {
            note(place, "the title or the summary is empty")
        }
        for (name, text) in [
            ("data key", descriptor.dataKey), ("CSV part", descriptor.csvPart),
            ("CSV file", descriptor.csvFile),
        ] where text.isEmpty || !text.utf8.allSatisfy(\.isNameByte) {
            note(place, "the \(name) is not of letters, digits and _")
        }
        checkReads(descriptor.reads)
        let keys = descriptor.options.map(\.key)
        if Set(keys).count < keys.count { note(place, "two options have one key") }
        for option in descriptor.options { check(option) }
        checkStreams()
    }

    private mutating func checkReads(_ reads: [ProviderDescriptor.Reading]) {
        if reads.isEmpty { note("the descriptor", "it reads nothing, so nothing is ever new") }
        for (index, reading) in reads.enumerated() where reads[..<index].contains(reading) {
            note("the descriptor", "it reads \(reading) twice")
        }
        for case .type(let type) in reads where !type.hasPrefix("HK") {
            note("the descriptor", "\(type) is not a full identifier of HealthKit")
        }
    }

    private mutating func check(_ option: OptionDeclaration) {
        let place = "option \(option.key)"
        if !option.key.isSnakeCase {
            note(place, "the key is not of lower-case letters, digits and _")
        }
        if option.summary.isEmpty || option.summary.hasSuffix(".") {
            note(place, "the summary is not a phrase without a full stop")
        }
        if case .word(let allowed) = option.kind, Set(allowed).count < allowed.count {
            note(place, "a word is allowed twice")
        }
        if case .word([]) = option.kind { note(place, "no word is allowed") }
        for (name, value) in [("default", option.default), ("example", option.example)] {
            guard let value, !option.kind.takes(value) else { continue }
            note(place, "the \(name) is not a value that may be written")
        }
        if option.isRequired, option.default != nil {
            note(place, "it has to be set, and has a default")
        }
        if option.isRequired, option.example == nil {
            note(place, "it has to be set, and has no example for hae init")
        }
        if let format = option.formatNeeded, ExportSettings.Format(rawValue: format) == nil {
            note(place, "there is no format \(format)")
        }
    }

    private mutating func checkStreams() {
        var run = self
        do {
            try TestStore.with { store in
                _ = run.add(try run.history(copies: 1), to: store)
                guard let export = run.export(store, run.variations[0], .json) else { return }
                let ids = export.streams.map(\.id)
                if ids.isEmpty { run.note("the defaults", "no stream is selected") }
                if Set(ids).count < ids.count {
                    run.note("the defaults", "two streams have one id")
                }
                if export.streams.contains(where: { $0.reads.isEmpty }) {
                    run.note("the defaults", "a stream reads nothing, so nothing of it is new")
                }
            }
        } catch {
            run.note("the defaults", "\(error)")
        }
        self = run
    }
}

extension OptionKind {
    /// Whether the configuration would take the value.
    func takes(_ value: OptionValue) -> Bool {
        switch (self, value) {
        case (.flag, .flag): true
        case (.word(let allowed), .word(let word)): allowed.contains(word)
        case (.text, .word(let text)): !text.isEmpty
        case (.integer(let range), .integer(let number)): range.contains(number)
        case (.list(let allowed, let all), .list(let words)):
            all && words == ["all"]
                || !words.isEmpty && Set(words).count == words.count
                    && (allowed.isEmpty || words.allSatisfy(allowed.contains))
        default: false
        }
    }
}

extension String {
    fileprivate var isSnakeCase: Bool {
        guard let first = utf8.first, (0x61...0x7a).contains(first) else { return false }
        return utf8.allSatisfy { $0.isNameByte && !(0x41...0x5a).contains($0) }
    }
}

extension UInt8 {
    /// An ASCII letter, a digit or `_`.
    fileprivate var isNameByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "_"): true
        default: false
        }
    }
}
