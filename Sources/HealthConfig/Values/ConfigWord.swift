/// A choice between words of the configuration; the raw value is the word.
public protocol ConfigWord: RawRepresentable, CaseIterable, Hashable, Sendable
where RawValue == String {}

extension ConfigWord {
    static var words: [String] { allCases.map(\.rawValue) }
}
