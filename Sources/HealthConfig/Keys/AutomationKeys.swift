import HealthModel

/// The keys of an automation, which depend on its data type.
public enum AutomationKeys {
    /// All keys in the order of help: the automation's own with the options of the data type behind
    /// `data_type`, then the shared ones. Without a data type the options of all of them are
    /// allowed and none is required, so that one mistake in `data_type` does not make ten.
    public static func all(
        for dataType: DataTypeDeclaration?, in vocabulary: ConfigVocabulary
    ) -> [ConfigKey] {
        let options: [ConfigKey]
        if let dataType {
            options = dataType.options.map(ConfigKey.init)
        } else {
            var seen: Set<String> = []
            options = vocabulary.dataTypes.flatMap(\.options)
                .filter { seen.insert($0.key).inserted }
                .map { option in
                    var option = option
                    option.isRequired = false
                    return ConfigKey(option)
                }
        }
        return ConfigKey.identity + ConfigKey.delivery + ConfigKey.what + options + ConfigKey.how
            + ConfigKey.when + ConfigKey.shared
    }
}
