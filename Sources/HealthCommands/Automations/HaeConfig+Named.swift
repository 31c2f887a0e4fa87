import HealthPipeline

extension HaeConfig {
    /// The automation that somebody means by a name or an id.
    ///
    /// - Throws: A failure with status 78 that lists what there is.
    func automation(called text: String) throws -> AutomationConfig {
        if let named = automation(named: text) { return named }
        if let known = automations.first(where: { $0.identity == text.uppercased() }) {
            return known
        }
        let names = automations.map { "\"\($0.name)\"" }.joined(separator: ", ")
        throw CommandFailure(
            .configuration,
            "There is no automation \"\(text)\". "
                + (names.isEmpty
                    ? "The configuration has none; \"hae init\" writes one."
                    : "The configuration has \(names)."))
    }
}
