/// Writes the records of one stream: samples and documents in one order, what is the same once.
final class RecordExporter<Source: RecordProvider> {
    private let provider: Source
    private let stream: Int
    private let settings: ExportSettings
    private let store: any StoreReader
    private let sink: any RecordSink
    private var dates: DateWriter
    private var group = RecordGroup<Source.Record>()
    private var window = SelectionWindow(
        range: .distantPast ..< .distantPast, touched: .all, generation: 0)
    private var first = Instant.distantPast

    init(
        _ provider: Source, stream: Int, settings: ExportSettings, store: any StoreReader,
        sink: any RecordSink
    ) {
        (self.provider, self.stream, self.settings) = (provider, stream, settings)
        (self.store, self.sink) = (store, sink)
        dates = DateWriter(zone: settings.zone)
    }

    func export(_ selection: ExportRequest.Selection) throws {
        if case .since(_, let start) = selection { first = start ?? .distantPast }
        let windows = RecordWindows(
            zone: settings.zone, types: provider.descriptor.types,
            kinds: provider.descriptor.documentKinds, reach: provider.reach)
        try windows.forEach(of: selection, in: store) { window in
            self.window = window
            try exportWindow()
        }
    }

    private func exportWindow() throws {
        let documents = DocumentPager(
            DocumentQuery(kinds: provider.recordKinds, starting: window.range),
            in: store)
        let samples = SampleQuery(types: provider.sampleTypes, .starting, window.range)
        try store.samples(samples) { sample in
            guard let record = try provider.record(of: sample, in: store) else { return }
            try addDocuments(of: documents, through: sample.start)
            try add(record, rank: .sample)
        }
        try addDocuments(of: documents, through: .distantFuture)
        try writeGroup()
    }

    private func addDocuments(of pager: DocumentPager, through last: Instant) throws {
        while let document = try pager.next(through: last) {
            let rank = RecordRank(document)
            do {
                try add(try provider.record(of: document, zone: settings.zone), rank: rank)
            } catch is ItemError {
                sink.warning("unreadable", "a stored item could not be read and was left out")
            } catch is JSONError {
                sink.warning("unreadable", "a stored item could not be read and was left out")
            }
        }
    }

    private func add(_ record: Source.Record, rank: RecordRank) throws {
        if let start = group.start, start != record.start { try writeGroup() }
        group.add(record, rank: rank)
    }

    private func writeGroup() throws {
        for record in group.take() { try write(record) }
    }

    private func write(_ record: Source.Record) throws {
        let isTouched = record.start >= first && window.isTouched(extent(of: record))
        switch settings.format {
        case .json:
            try sink.record(stream: stream, date: record.start, touched: isTouched) { json in
                let record = try provider.completed(record, for: settings, from: store)
                try provider.write(record, to: &json, &dates, from: store)
            }
        case .csv:
            try sink.row(stream: stream, date: record.start, touched: isTouched) { csv in
                let record = try provider.completed(record, for: settings, from: store)
                record.write(to: &csv, &dates)
                csv.endRow()
            }
        }
    }

    private func extent(of record: Source.Record) -> Range<Instant> {
        guard provider.reach != nil else {
            return record.start..<record.start.advanced(bySeconds: 1)
        }
        let end = (record.end ?? record.start).advanced(bySeconds: provider.padding)
        return record.start..<max(record.start, end).advanced(bySeconds: 1)
    }
}
