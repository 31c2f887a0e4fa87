import HealthModel

/// One reading of one archive, from the first byte of the main XML to the report.
struct ArchiveReading {
    let archive: any Archive
    let catalogue: MemberCatalogue
    let name: String
    let options: ArchiveOptions
    let limits: ReadLimits
    let sink: any ImportSink
    private var window: [UInt8]

    init(
        archive: any Archive, catalogue: MemberCatalogue, name: String, options: ArchiveOptions,
        limits: ReadLimits, sink: any ImportSink
    ) {
        (self.archive, self.catalogue, self.name) = (archive, catalogue, name)
        (self.options, self.limits, self.sink) = (options, limits, sink)
        window = [UInt8](repeating: 0, count: 2 * limits.chunk)
    }

    mutating func run(_ progress: (ReadProgress) throws -> Void) throws -> ReadReport {
        let main = archive.members[catalogue.main].name
        var parser = ExportParser(archive: name, file: main, sink: sink, limits: limits)
        var bytes: Int64 = 0
        var fault: SourceError?
        do {
            try feed(&parser, &bytes, progress)
        } catch let error as SourceError where options.salvage && error.isSalvageable {
            fault = error
        }
        if catalogue.mainStream.sizeWasWrapped {
            parser.oddities.offset = 0
            parser.oddities.add(.wrappedSize, "main XML")
        }
        if let fault {
            parser.oddities.offset = fault.position ?? bytes
            parser.oddities.add(.salvaged, fault.problem)
        }
        reportMembers(&parser)
        var report = try parser.finish()
        report.isComplete = fault == nil
        report.inflatedBytes += bytes
        report.members = members(mainSize: bytes)
        return report
    }

    /// Slides a window over the main XML.
    private mutating func feed(
        _ parser: inout ExportParser, _ bytes: inout Int64,
        _ progress: (ReadProgress) throws -> Void
    ) throws {
        var filled = 0
        var base: Int64 = 0
        var isLast = false
        var fault: (any Error)?
        while !isLast {
            if window.count - filled < limits.chunk {
                window += [UInt8](repeating: 0, count: window.count)
            }
            do {
                let got = try catalogue.mainStream.read(
                    into: &window, at: filled, count: limits.chunk)
                filled += got
                bytes += Int64(got)
                isLast = got == 0
            } catch {
                // What came before the fault is read to its end first, as it may show a fault of its own.
                fault = error
                isLast = true
            }
            if let fault, !((fault as? SourceError)?.isSalvageable ?? false) { throw fault }
            let used: Int
            do {
                used = try parser.consume(
                    window.span.extracting(0..<filled), at: base, isLast: isLast)
            } catch let error as SourceError where fault != nil && error.code == .truncated {
                throw fault ?? error
            }
            // What is left is part of a tag; a slice would copy the whole window.
            for index in 0..<filled - used { window[index] = window[used + index] }
            filled -= used
            base += Int64(used)
            try progress(
                ReadProgress(
                    bytesRead: catalogue.mainStream.rawBytesRead, bytesTotal: archive.bytesTotal,
                    records: parser.report.records))
        }
        if let fault { throw fault }
    }

    private func reportMembers(_ parser: inout ExportParser) {
        for (index, kind) in catalogue.kinds.enumerated() where kind == .unknown {
            if catalogue.faults.contains(where: { $0.member == index }) { continue }
            parser.oddities.log.add(
                .unknownMember, file: archive.members[index].name, offset: 0,
                example: archive.members[index].name)
        }
        for fault in catalogue.faults {
            parser.oddities.log.add(
                .unreadableMember, file: archive.members[fault.member].name,
                offset: fault.error.position ?? 0, example: fault.error.problem)
        }
    }

    private func members(mainSize: Int64) -> [MemberReport] {
        archive.members.indices.map { index in
            let kind = catalogue.kinds[index]
            let isMain = index == catalogue.main
            let outcome: MemberReport.Outcome =
                if catalogue.faults.contains(where: { $0.member == index }) {
                    .rejected
                } else {
                    switch kind {
                    case .main: isMain ? .read : .skipped
                    case .route, .electrocardiogram, .clinical: .counted
                    case .clinicalDocument, .junk, .unknown: .skipped
                    }
                }
            return MemberReport(
                name: archive.members[index].name,
                size: isMain ? mainSize : archive.members[index].size, kind: kind,
                outcome: outcome)
        }
    }
}
