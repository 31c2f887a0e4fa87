extension ConfigKind {
    /// What may be written, for help and for the notes of an error: `json | csv`, `30s, 5m, 6h, 7d
    /// or 3 hours`.
    var allowedText: String {
        switch self {
        case .flag: "true | false"
        case .word(let words): words.joined(separator: " | ")
        case .integer(let range):
            range.upperBound == .max
                ? "a whole number from \(range.lowerBound) up"
                : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .text: "text"
        case .path: "a path"
        case .size: "a size such as 5MiB or 200kB"
        case .duration(_, let orNever):
            "a duration such as 30s, 5m, 6h, 7d or 3 hours" + (orNever ? "; or never" : "")
        case .cadence: "N minutes | hours | days | weeks"
        case .clock: "a time of day such as \"03:30\""
        case .start: "all | a date such as 2024-01-31"
        case .zone: "a name such as Europe/Berlin"
        case .uuid: "a UUID"
        case .dataType: "a data type or a plugin's id"
        case .url: "a URL that begins with http:// or https://"
        case .proxy: "a URL | env"
        case .headers: "names and values"
        case .list(let allowed, let all, _):
            (allowed.isEmpty ? "a list" : "a list of " + allowed.joined(separator: " | "))
                + (all ? "; or all" : "")
        case .textByMetric: "metrics and names"
        case .unitByMetric: "metrics and units"
        case .sourcesByMetric: "default or metrics, each with a list of sources"
        case .tree: "what the plugin wants"
        case .group: "a mapping"
        case .records: "a list"
        }
    }
}

extension ConfigKey {
    /// What may be written as the value, in words.
    public var allowedText: String { kind.allowedText }
}
