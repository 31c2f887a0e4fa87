/// The checked entries of one mapping, with defaults for what is absent.
///
/// The typed questions trap when the key's declaration promises another kind of value: that is a
/// mistake of this module, not of the file.
struct Entries: Hashable, Sendable {
    /// Keys that stand in the file, whether their values are good or not, with the place of the
    /// key.
    var places: [String: Place] = [:]
    var values: [String: ParsedValue] = [:]
    /// The values of keys that are absent or bad.
    var defaults: [String: ParsedValue] = [:]
    /// Keys that were probably meant by unknown ones; asking for them would be a second complaint
    /// about one slip.
    var misspelt: Set<String> = []
    /// ` in automation "Runs"`, for messages.
    var label = ""
    /// Where the mapping begins.
    var place: Place

    /// True when the key stands in the file.
    func isWritten(_ key: String) -> Bool {
        places[key] != nil
    }

    /// The place of the key, or of the mapping when it is absent.
    func place(of key: String) -> Place {
        places[key] ?? place
    }

    /// The value in the file or else the default; `nil` when there is neither.
    func value(_ key: String) -> ParsedValue? {
        let value = values[key] ?? defaults[key]
        return value == ParsedValue.none ? nil : value
    }

    func flag(_ key: String) -> Bool {
        guard case .flag(let value)? = value(key) else { return undeclared(key, false) }
        return value
    }

    func integer(_ key: String) -> Int {
        optionalInteger(key) ?? undeclared(key, 0)
    }

    func optionalInteger(_ key: String) -> Int? {
        if case .integer(let value)? = value(key) { value } else { nil }
    }

    func optionalText(_ key: String) -> String? {
        if case .text(let value)? = value(key) { value } else { nil }
    }

    func word<Word: ConfigWord>(_ key: String, or fallback: Word) -> Word {
        optionalText(key).flatMap(Word.init(rawValue:)) ?? undeclared(key, fallback)
    }

    func bytes(_ key: String) -> Int {
        optionalBytes(key) ?? undeclared(key, 0)
    }

    func optionalBytes(_ key: String) -> Int? {
        if case .bytes(let value)? = value(key) { value } else { nil }
    }

    /// `nil` for `never`, and when there is no value.
    func optionalDuration(_ key: String) -> Duration? {
        if case .duration(let value)? = value(key) { value } else { nil }
    }

    func duration(_ key: String) -> Duration {
        optionalDuration(key) ?? undeclared(key, .zero)
    }

    func template(_ key: String) -> Template? {
        if case .template(let value)? = value(key) { value } else { nil }
    }

    func list(_ key: String) -> [String]? {
        if case .list(let value)? = value(key) { value } else { nil }
    }

    func group(_ key: String) -> Entries? {
        if case .group(let value)? = value(key) { value } else { nil }
    }

    func records(_ key: String) -> [Entries] {
        if case .records(let value)? = value(key) { value } else { [] }
    }

    private func undeclared<Value>(_ key: String, _ value: Value) -> Value {
        assertionFailure("the declaration of \(key) does not give it such a value")
        return value
    }
}
