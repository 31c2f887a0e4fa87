import HealthPlugin

/// An automation of the app in hae's configuration.
public struct ImportedAutomation: Hashable, Sendable {
    public let name: String
    /// One entry of `automations:` without indentation; begins with `- name:`, ends with a line
    /// end. Holds literal secrets when the app's configuration did.
    public let yaml: String
    /// What has no equal or was changed, one sentence each without a full stop, in the order of the
    /// keys.
    public let notes: [String]

    /// Takes over the app's exported JSON configuration: one automation, or a list of them.
    ///
    /// - Throws: `AppImportError` when it is not JSON, not such a configuration, or lacks name or
    ///   URL.
    public static func read(
        json bytes: [UInt8], vocabulary: ConfigVocabulary
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
            result.append(try translate(try AppFields(json: members), vocabulary))
        }
        return result
    }

    /// Takes over a deep link `com.HealthExport://automation?url=…&name=…`.
    ///
    /// - Throws: `AppImportError` as ``read(json:vocabulary:)``.
    public static func read(
        deepLink: String, vocabulary: ConfigVocabulary
    ) throws(AppImportError) -> ImportedAutomation {
        try translate(try AppFields(deepLink: deepLink), vocabulary)
    }

    private static func translate(
        _ fields: AppFields, _ vocabulary: ConfigVocabulary
    ) throws(AppImportError) -> ImportedAutomation {
        var translator = AppTranslator(fields: fields, vocabulary: vocabulary)
        return try translator.translate()
    }
}
