import HealthModel
import HealthPlugin

/// Reads the items that are met, hands what they become to the sink, and keeps the books.
final class PayloadIntake: PayloadVisitor {
    /// Of the file that is being read.
    var context: PayloadContext
    /// Its name, for rejects and warnings.
    var file = ""
    private(set) var report = ReadReport()
    private(set) var log = WarningLog()

    private let sink: any ImportSink
    private let limits: ReadLimits
    private let progress: (Int64, Int) throws -> Void
    private var batch = SampleBatch()

    /// - Parameter progress: Gets the place in the file and the items so far.
    init(
        _ context: PayloadContext, sink: any ImportSink, limits: ReadLimits,
        progress: @escaping (Int64, Int) throws -> Void
    ) {
        (self.context, self.sink, self.limits) = (context, sink, limits)
        self.progress = progress
    }

    func wants(_ reader: any PayloadReader) -> Bool { true }

    func take(
        _ item: JSONValue, of reader: any PayloadReader, group: JSONValue?, from place: ItemPlace
    ) throws {
        context.group = group
        let items: PayloadItems
        do throws(ItemError) {
            items = try reader.read(item, in: context)
        } catch {
            return try refuse(error, .unreadableItem, of: reader, from: place)
        }
        try hand(items)
    }

    func take(
        _ fields: [String], below header: CSVHeader, of reader: any PayloadReader,
        from place: ItemPlace
    ) throws {
        let items: PayloadItems
        do throws(ItemError) {
            let row = try CSVRow(fields, header: header, zone: context.zone)
            items = try reader.read(row, in: context)
        } catch {
            return try refuse(error, .unreadableRow, of: reader, from: place)
        }
        try hand(items)
    }

    func refuse(_ code: WarningCode, _ reason: String, in kind: String, from place: ItemPlace)
        throws
    {
        try refuse(code, reason, example: "\(reason), in \"\(kind)\"", in: kind, from: place)
    }

    func warn(_ code: WarningCode, _ example: String, at offset: Int64) {
        log.addEach(code, file: file, offset: offset, example: example)
    }

    func reach(_ offset: Int64) throws {
        try progress(offset, report.records)
    }

    /// Hands over what is left.
    func finish() throws {
        try flush()
        report.warnings = log.warnings
    }

    private func hand(_ items: PayloadItems) throws {
        report.records += 1
        for document in items.documents {
            report.documentsByKind[document.kind, default: 0] += 1
            try sink.add(document)
        }
        for sample in items.samples {
            report.recordsByType[sample.type, default: 0] += 1
            batch.add(sample)
        }
        if batch.rows.count >= limits.batchRows || batch.texts.byteCount >= limits.batchTextBytes {
            try flush()
        }
    }

    private func flush() throws {
        guard !batch.rows.isEmpty else { return }
        let full = batch
        batch = SampleBatch()
        try sink.add(full)
    }

    private func refuse(
        _ error: ItemError, _ code: WarningCode, of reader: any PayloadReader, from place: ItemPlace
    ) throws {
        var kind = error
        kind.key = Self.withoutPlaces(error.key)
        let key = reader.descriptor.dataKey
        try refuse(code, "\(error)", example: "\(kind), in \"\(key)\"", in: key, from: place)
    }

    private func refuse(
        _ code: WarningCode, _ reason: String, example: String, in kind: String,
        from place: ItemPlace
    ) throws {
        report.records += 1
        report.recordsRejected += 1
        report.rejects += 1
        log.addEach(code, file: file, offset: place.offset, example: example)
        try sink.add(
            Reject(
                kind: kind, file: file, offset: place.offset, reason: reason, raw: place.raw()))
    }

    /// `heartRateData[3].date` is `heartRateData[].date`: the same trouble in every item.
    private static func withoutPlaces(_ key: String) -> String {
        var isInside = false
        return key.filter { character in
            if character == "]" { isInside = false }
            defer { if character == "[" { isInside = true } }
            return !isInside
        }
    }
}
