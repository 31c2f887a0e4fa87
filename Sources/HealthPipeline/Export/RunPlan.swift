import HealthConfig
import HealthOutbox
import HealthPlugin

/// What one run will ask of its provider, and what its headers say about it.
struct RunPlan {
    var request: ExportRequest
    /// `hae-range`; absent when there is nothing to send and no range was asked for.
    var range: Range<Instant>?
    /// `automation-period`.
    var period: String
    /// Whether checkpoints and ledger take part.
    var isSinceLastSync: Bool
    /// Whether there is anything that could be sent.
    var hasNews: Bool

    /// Plans a run of an automation at the reader's generation.
    ///
    /// - Parameters:
    ///   - range: Of a manual export; `nil` for the automation's own period.
    ///   - checkpoints: Of the automation, by stream.
    ///   - storeID: Checkpoints of another store say nothing about this one.
    static func make(
        automation: AutomationConfig, provider: any Provider, settings: ExportSettings,
        range: Range<Instant>?, checkpoints: [String: Checkpoint], storeID: String,
        store: any StoreReader
    ) throws -> RunPlan {
        let streams = try provider.streams(for: settings, in: store)
        let dateRange = automation.schedule.dateRange
        if let selected = range ?? dateRange.range(now: settings.now, zone: settings.zone) {
            return RunPlan(
                request: ExportRequest(
                    streams: streams, selections: streams.map { _ in .range(selected) },
                    settings: settings),
                range: selected, period: range == nil ? dateRange.title : DateRange.manualTitle,
                isSinceLastSync: false, hasNews: true)
        }
        var start: Instant?
        if case .date(let day) = automation.schedule.start { start = settings.zone.start(of: day) }
        let positions = streams.map { stream in
            checkpoints[stream.id].flatMap { $0.storeID == storeID ? $0.generation : nil } ?? 0
        }
        let extents = try zip(streams, positions).map { stream, position in
            try store.extentOfArrivals(
                types: stream.typeNames(in: store), documents: stream.documentKinds,
                since: position)
        }
        var news: Range<Instant>?
        for extent in extents {
            guard let extent, extent.end >= start ?? .distantPast else { continue }
            let first = max(extent.start, start ?? .distantPast)
            let new = first..<max(extent.end, first)
            news =
                news.map {
                    min($0.lowerBound, new.lowerBound)..<max($0.upperBound, new.upperBound)
                } ?? new
        }
        let nothing = ExportRequest.Selection.range(.distantPast ..< .distantPast)
        let selections = zip(positions, extents).map { position, extent in
            extent == nil ? nothing : .since(generation: position, start: start)
        }
        return RunPlan(
            request: ExportRequest(streams: streams, selections: selections, settings: settings),
            range: news, period: dateRange.title, isSinceLastSync: true,
            hasNews: news != nil)
    }
}

extension ExportStream {
    /// Full identifiers of the types that this stream reads and the store has.
    func typeNames(in store: any StoreReader) throws -> [String] {
        var names: [String] = []
        for reading in reads {
            switch reading {
            case .type(let name): names.append(name)
            case .types(let prefix):
                names += try store.types().map(\.name).filter { $0.hasPrefix(prefix) }
            case .document: break
            }
        }
        return names
    }

    var documentKinds: [String] {
        reads.compactMap { if case .document(let kind) = $0 { kind } else { nil } }
    }
}

extension Checkpoint {
    /// The generation up to which a stream was enqueued; `nil` for a tap's state.
    var generation: Int64? {
        Int64(String(decoding: enqueuedThrough, as: UTF8.self))
    }
}
