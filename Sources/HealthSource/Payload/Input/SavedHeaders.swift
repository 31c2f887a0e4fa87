import HealthPlugin

/// The headers of a request that a receiver saves beside its body, `000001-….headers.json`.
enum SavedHeaders {
    private static let ending = ".headers.json"
    private static let bytesMax = 1 << 20

    /// What the body's path has in common with the path of these headers; `nil` for other files.
    static func stem(of path: String) -> String? {
        path.hasSuffix(ending) ? String(path.dropLast(ending.count)) : nil
    }

    /// Where the headers of a body are, if they are; `nil` for a path without an ending.
    static func path(besides body: String) -> String? {
        body.lastIndex(of: ".").map { body[..<$0] + ending }
    }

    /// What the header `automation-aggregation` beside a body says; `nil` when there is none, or none that is known.
    static func aggregation(besides path: String) -> SavedAggregation? {
        guard let headers = Self.path(besides: path),
            let file = try? ByteFile(path: headers, name: headers),
            file.size <= bytesMax,
            let bytes = try? file.bytes(at: 0, count: Int(file.size)),
            let members = try? JSONParser.parse(bytes)["headers"]?.object
        else { return nil }
        let header = members.first { $0.key.lowercased() == "automation-aggregation" }
        return header?.value.string.flatMap(SavedAggregation.init)
    }
}

/// What a request says of the points in it.
enum SavedAggregation: Sendable, Equatable {
    case buckets(Grouping)
    /// Single samples, or a type that has no grouping.
    case singleSamples

    init?(_ word: String) {
        if word.lowercased() == "none" {
            self = .singleSamples
        } else if let grouping = Grouping(rawValue: word.lowercased()) {
            self = .buckets(grouping)
        } else {
            return nil
        }
    }
}
