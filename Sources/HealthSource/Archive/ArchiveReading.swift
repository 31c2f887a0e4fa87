import HealthModel

/// One reading of one archive, from the first byte of the main XML to the report.
struct ArchiveReading {
    let archive: any Archive
    let catalogue: MemberCatalogue
    let name: String
    let options: ArchiveOptions
    let limits: ReadLimits
    let sink: any ImportSink

    func run(_ progress: (ReadProgress) throws -> Void) throws -> ReadReport {
        let main = archive.members[catalogue.main].name
        var parser = ExportParser(archive: name, file: main, sink: sink, limits: limits)
        let stream = ReadAheadStream(catalogue.mainStream, piece: limits.chunk)
        defer { stream.stop() }
        var window = SlidingWindow(stream, chunk: limits.chunk)
        var fault: SourceError?
        do {
            try read(&parser, through: &window) {
                try progress(
                    ReadProgress(
                        bytesRead: stream.rawBytesRead, bytesTotal: archive.bytesTotal, records: $0)
                )
            }
        } catch let error as SourceError where options.salvage && error.isSalvageable {
            fault = error
        }
        if stream.sizeWasWrapped {
            parser.oddities.offset = 0
            parser.oddities.add(.wrappedSize, "main XML")
        }
        if let fault {
            parser.oddities.offset = fault.position ?? window.bytesRead
            parser.oddities.add(.salvaged, fault.problem)
        }
        var companions = CompanionReading(
            archive: archive, catalogue: catalogue, options: options, limits: limits, sink: sink,
            references: parser.references, log: parser.oddities.log)
        try companions.run(
            bytesBefore: stream.rawBytesRead, records: parser.report.records, progress)
        parser.oddities.log = companions.log
        var report = try parser.finish()
        report.isComplete = fault == nil && companions.isComplete
        report.inflatedBytes = window.bytesRead + companions.bytesRead
        report.members = companions.members
        report.members[catalogue.main].size = window.bytesRead
        report.documentsByKind.merge(companions.documentsByKind) { $0 + $1 }
        return report
    }

    private func read(
        _ parser: inout ExportParser, through window: inout SlidingWindow,
        _ progress: (_ records: Int) throws -> Void
    ) throws {
        // Both closures need the parser, one after the other.
        var records = 0
        try window.slide { bytes, base, isLast in
            let used = try parser.consume(bytes, at: base, isLast: isLast)
            records = parser.report.records
            return used
        } progress: {
            try progress(records)
        }
    }
}
