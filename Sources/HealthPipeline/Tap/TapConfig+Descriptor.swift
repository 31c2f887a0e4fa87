public import HealthConfig
public import HealthPlugin

extension TapConfig {
    /// What can be said of a tap without running it; its streams are known when it has run.
    public var descriptor: ProviderDescriptor {
        let program = command.first ?? ""
        let chosen = streams.map { "; streams " + $0.joined(separator: ", ") } ?? ""
        return ProviderDescriptor(
            id: id, title: id, summary: "What the Singer tap \(program) gives\(chosen)",
            dataKey: "(its streams)", csvPart: "(its streams)", csvFile: "(its streams)", reads: [],
            options: [])
    }
}
