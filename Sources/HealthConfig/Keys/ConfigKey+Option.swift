public import HealthModel

extension ConfigKey {
    /// The key that a data type's option is in an automation.
    public init(_ option: OptionDeclaration) {
        let kind: ConfigKind =
            switch option.kind {
            case .flag: .flag
            case .word(let allowed): .word(allowed)
            case .text: .text
            case .integer(let range): .integer(range)
            case .list(let allowed, let all): .list(allowed: allowed, all: all, canBeEmpty: false)
            }
        self.init(
            option.key, .automation, kind,
            default: option.default.map(YAMLText.value) ?? "null",
            isRequired: option.isRequired, example: option.example.map(YAMLText.value),
            option.summary)
    }
}

extension ParsedValue {
    /// The value as a provider gets it; `nil` when it is none of an option.
    var option: OptionValue? {
        switch self {
        case .flag(let flag): .flag(flag)
        case .text(let text): .word(text)
        case .integer(let number): .integer(number)
        case .list(let words): .list(words)
        case .all: .list(["all"])
        default: nil
        }
    }
}
