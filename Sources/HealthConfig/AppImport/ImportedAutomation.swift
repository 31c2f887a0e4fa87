import HealthPlugin

/// An automation of the app in hae's configuration.
public struct ImportedAutomation: Hashable, Sendable {
    public let name: String
    /// One entry of `automations:` without indentation; begins with `- name:`, ends with a line
    /// end. Secrets are not in it: references to ``secrets`` stand for them.
    public let yaml: String
    /// What has no equal or was changed, one sentence each without a full stop, in the order of the
    /// keys.
    public let notes: [String]
    /// Files that the references lead to, and that have to be written with it.
    public let secrets: [ImportedSecret]

    /// Takes over the app's exported JSON configuration: one automation, or a list of them.
    ///
    /// - Parameter place: Gives the path of a file for a secret that is free, for one that is wished
    ///   for; relative to the folder of the configuration.
    /// - Throws: `AppImportError` when it is not JSON, not such a configuration, or lacks name or
    ///   URL.
    public static func read(
        json bytes: [UInt8], vocabulary: ConfigVocabulary,
        place: @escaping (String) -> String = { $0 }
    ) throws(AppImportError) -> [ImportedAutomation] {
        let value: JSONValue
        do {
            value = try JSONParser.parse(bytes)
        } catch {
            throw AppImportError(description: "this is not JSON: \(error)")
        }
        let items = value.array ?? [value]
        var result: [ImportedAutomation] = []
        for item in items {
            guard let members = item.object else {
                throw AppImportError(
                    description:
                        "this is not the configuration of an automation, which is an object "
                        + "with name and urlString")
            }
            result.append(try translate(try AppFields(json: members), vocabulary, place))
        }
        return result
    }

    /// Takes over a deep link `com.HealthExport://automation?url=…&name=…`.
    ///
    /// - Throws: `AppImportError` as ``read(json:vocabulary:place:)``.
    public static func read(
        deepLink: String, vocabulary: ConfigVocabulary,
        place: @escaping (String) -> String = { $0 }
    ) throws(AppImportError) -> ImportedAutomation {
        try translate(try AppFields(deepLink: deepLink), vocabulary, place)
    }

    /// Takes over what a file holds, or what was typed: a deep link, or JSON.
    ///
    /// - Throws: `AppImportError` as ``read(json:vocabulary:place:)``.
    public static func read(
        _ bytes: [UInt8], vocabulary: ConfigVocabulary,
        place: @escaping (String) -> String = { $0 }
    ) throws(AppImportError) -> [ImportedAutomation] {
        let text = String(decoding: bytes, as: UTF8.self).trimmingWhitespace
        guard AppFields.isDeepLink(text) else {
            return try read(json: bytes, vocabulary: vocabulary, place: place)
        }
        return [try read(deepLink: text, vocabulary: vocabulary, place: place)]
    }

    private static func translate(
        _ fields: AppFields, _ vocabulary: ConfigVocabulary, _ place: @escaping (String) -> String
    ) throws(AppImportError) -> ImportedAutomation {
        var translator = AppTranslator(fields: fields, vocabulary: vocabulary, place: place)
        return try translator.translate()
    }
}

extension String {
    fileprivate var trimmingWhitespace: String {
        var text = self[...].drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
