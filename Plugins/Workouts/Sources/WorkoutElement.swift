import HealthPlugin

/// What the element of an archive says of a workout: attributes, statistics, events, and the first of equal metadata.
struct WorkoutElement {
    let node: ArchiveNode
    private let entries: [(key: String, value: String)]
    /// Metadata keys that became fields.
    private var used: Set<String> = []

    init(_ node: ArchiveNode) {
        self.node = node
        entries = WorkoutElement.metadata(of: node)
    }

    /// The value of a metadata key, which is named without its prefix, if it makes a field.
    mutating func take<Value>(_ key: String, _ read: (String) -> Value?) -> Value? {
        guard let entry = entries.first(where: { MetadataSet.bareKey($0.key) == key }),
            let value = read(entry.value)
        else { return nil }
        used.insert(key)
        return value
    }

    /// A figure of the statistics of a type, which is named by its tail.
    func statistic(_ tail: String, _ figure: String = "sum") -> Quantity? {
        let type = Catalogue.quantityPrefix + tail
        guard
            let statistics = node.children.first(where: {
                $0.name == "WorkoutStatistics" && $0["type"] == type
            })
        else { return nil }
        return Quantity(statistics[figure], statistics["unit"])
    }

    /// A metadata value of the lap events, one for each lap that has it.
    func laps<Value>(_ key: Substring, _ read: (String) -> Value?) -> [Value] {
        node.children(named: "WorkoutEvent")
            .filter { $0["type"].flatMap(WorkoutNames.eventNumber) == 3 }
            .compactMap { lap in
                WorkoutElement.metadata(of: lap)
                    .first { MetadataSet.bareKey($0.key) == key }.flatMap { read($0.value) }
            }
    }

    /// The paths of the files with the points of the route.
    var routePaths: Set<String> {
        let references = node.children(named: "WorkoutRoute")
            .flatMap { $0.children(named: "FileReference") }
        return Set(references.compactMap { $0["path"].flatMap(Route.key) })
    }

    /// What became no field, as recorded.
    var rest: [JSONValue.Member] {
        entries.filter { !used.contains(String(MetadataSet.bareKey($0.key))) }
            .map { .init(key: $0.key, value: .string($0.value)) }
    }

    private static func metadata(of node: ArchiveNode) -> [(key: String, value: String)] {
        var known: Set<String> = []
        return node.children(named: "MetadataEntry").compactMap { entry in
            guard let key = entry["key"], known.insert(key).inserted else { return nil }
            return (key, entry["value"] ?? "")
        }
    }
}
