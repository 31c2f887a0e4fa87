public import HealthPlugin

/// State of mind: emotions and moods that were read back from the app. Section 8 of the wire format.
public struct StateOfMindProvider: RecordProvider {
    public let descriptor = ProviderDescriptor(
        id: "state_of_mind", title: "State of Mind",
        summary: "Emotions and daily moods, from the app's own files.",
        dataKey: "stateOfMind", csvPart: "StateOfMindData", csvFile: "StateOfMind",
        reads: [.document("stateOfMind")], options: [])

    public init() {}

    public typealias Record = StateOfMind
}
