import HealthPlugin

/// Looks at all items of a file to find out how long its buckets are.
final class GroupingSurvey: PayloadVisitor {
    /// Nothing that follows can change the answer.
    struct Settled: Error {}

    private(set) var evidence = GroupingEvidence()
    private var context: PayloadContext
    private let progress: (Int64) throws -> Void

    init(_ context: PayloadContext, progress: @escaping (Int64) throws -> Void) {
        (self.context, self.progress) = (context, progress)
    }

    func wants(_ reader: any PayloadReader) -> Bool { reader.hasBuckets }

    func take(
        _ item: JSONValue, of reader: any PayloadReader, group: JSONValue?, from place: ItemPlace
    ) throws {
        context.group = group
        try note(reader.groupings(of: item, in: context))
    }

    func take(
        _ fields: [String], below header: CSVHeader, of reader: any PayloadReader,
        from place: ItemPlace
    ) throws {
        guard let row = try? CSVRow(fields, header: header, zone: context.zone) else { return }
        try note(reader.groupings(of: row, in: context))
    }

    func refuse(_ code: WarningCode, _ reason: String, in kind: String, from place: ItemPlace) {}

    func warn(_ code: WarningCode, _ example: String, at offset: Int64) {}

    func reach(_ offset: Int64) throws {
        try progress(offset)
    }

    private func note(_ groupings: Set<Grouping>?) throws {
        evidence.narrow(to: groupings)
        if evidence.isSettled { throw Settled() }
    }
}
