import HealthPipeline

extension OptionValue {
    /// As it would stand in the configuration.
    var text: String {
        switch self {
        case .flag(let flag): flag ? "true" : "false"
        case .word(let word): word
        case .integer(let number): String(number)
        case .list(let words): "[" + words.joined(separator: ", ") + "]"
        }
    }
}
