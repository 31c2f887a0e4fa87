import HealthPipeline

/// What the store holds of something, in the columns of tables and the members of documents.
extension StoreHoldings.Holding {
    static let columns: [(String, Table.Alignment)] = [
        ("SAMPLES", .right), ("DOCUMENTS", .right), ("FIRST", .left), ("LAST", .left),
    ]

    /// The cells of ``columns``; days in UTC, `-` for nothing.
    var cells: [String] {
        [
            samples == 0 ? "-" : Humanize.count(samples),
            documents == 0 ? "-" : Humanize.count(documents), Self.day(first), Self.day(last),
        ]
    }

    /// The members `samples`, `documents`, `first`, `last`.
    func writeMembers(to json: inout JSONWriter) {
        json.key("samples")
        json.integer(samples)
        json.key("documents")
        json.integer(documents)
        for (key, instant) in [("first", first), ("last", last)] {
            json.key(key)
            if let instant { json.string(instant.rfc3339) } else { json.null() }
        }
    }

    private static func day(_ instant: Instant?) -> String {
        guard let instant else { return "-" }
        var dates = DateWriter(zone: .utc)
        return dates.text(instant, as: .day)
    }
}
