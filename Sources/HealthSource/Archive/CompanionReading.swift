import HealthModel
import HealthPlugin

/// Reads what stands beside the main XML: routes, recordings, clinical files; and says what became of every member.
///
/// A member that is damaged as a member of the zip stops the import like the main one; one that is sound and does not
/// hold what it should costs itself only.
struct CompanionReading {
    let archive: any Archive
    let catalogue: MemberCatalogue
    let options: ArchiveOptions
    let limits: ReadLimits
    let sink: any ImportSink
    let references: FileReferences
    var log: WarningLog
    private(set) var members: [MemberReport]
    private(set) var documentsByKind: [String: Int] = [:]
    private(set) var bytesRead: Int64 = 0
    private(set) var isComplete = true
    private var found = FileReferences()

    init(
        archive: any Archive, catalogue: MemberCatalogue, options: ArchiveOptions,
        limits: ReadLimits, sink: any ImportSink, references: FileReferences, log: WarningLog
    ) {
        (self.archive, self.catalogue, self.options) = (archive, catalogue, options)
        (self.limits, self.sink, self.references, self.log) = (limits, sink, references, log)
        members = zip(archive.members, catalogue.kinds).map { member, kind in
            MemberReport(
                name: member.name, size: member.size, kind: kind,
                outcome: kind == .main ? .read : .skipped)
        }
    }

    /// - Parameters:
    ///   - bytesBefore: What the main XML took from disk, for the progress.
    ///   - records: Likewise.
    mutating func run(
        bytesBefore: Int64, records: Int, _ progress: (ReadProgress) throws -> Void
    ) throws {
        reportUnread()
        var bytesTaken = bytesBefore
        for (index, kind) in catalogue.kinds.enumerated() {
            guard kind == .route || kind == .electrocardiogram || kind == .clinical else {
                continue
            }
            do {
                let stream = try archive.open(index)
                switch kind {
                case .route: try readRoute(index, stream)
                case .electrocardiogram: try readRecording(index, stream)
                default: try readClinical(index, stream)
                }
                bytesTaken += stream.rawBytesRead
            } catch let error as SourceError where isTolerable(error) {
                reject(index, .unreadableMember, at: error.position ?? 0, error.problem)
                if error.isSalvageable { isComplete = false }
            }
            try progress(
                ReadProgress(
                    bytesRead: bytesTaken, bytesTotal: archive.bytesTotal, records: records))
        }
        reportMissing()
    }

    private func isTolerable(_ error: SourceError) -> Bool {
        error.code == .unsupported || options.salvage && error.isSalvageable
    }

    private mutating func readRoute(_ index: Int, _ stream: any ByteStream) throws {
        let key = path(of: index, from: "workout-routes")
        found.addRoute(key)
        var parser = GPXParser(limits: limits)
        var window = SlidingWindow(stream, chunk: limits.chunk)
        try window.slide {
            parser.consume($0, at: $1, isLast: $2)
        } progress: {
        }
        bytesRead += window.bytesRead
        members[index].size = window.bytesRead
        if parser.badPoints > 0 {
            add(.badPoint, index, 0, "<trkpt>", count: parser.badPoints)
        }
        if let fault = parser.faultOffset {
            add(.badRoute, index, fault, "GPX file")
            guard parser.route.count > 0 else {
                members[index].outcome = .rejected
                return
            }
        }
        if !references.routes.contains(key) { add(.orphanRoute, index, 0, "GPX file") }
        try handOver(parser.route.document(key: key), index)
    }

    private mutating func readRecording(_ index: Int, _ stream: any ByteStream) throws {
        guard let bytes = try readAll(index, stream) else { return }
        let file = RecordingFile(bytes)
        if !file.badLines.isEmpty {
            add(.badVoltage, index, 0, "ECG file", count: file.badLines.count)
        }
        if let document = file.document() { return try handOver(document, index) }
        add(.badRecording, index, 0, "ECG file")
        let key = path(of: index, from: "electrocardiograms")
        try handOver(
            Document(kind: "ElectrocardiogramFile", key: key, form: .file, body: bytes), index)
    }

    private mutating func readClinical(_ index: Int, _ stream: any ByteStream) throws {
        let key = path(of: index, from: "clinical-records")
        found.addClinical(key)
        guard let bytes = try readAll(index, stream) else { return }
        try handOver(Document(kind: "ClinicalFile", key: key, form: .file, body: bytes), index)
    }

    /// The whole member, or `nil` with a warning when it is larger than anything a phone writes.
    private mutating func readAll(_ index: Int, _ stream: any ByteStream) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            let filled = bytes.count
            bytes += [UInt8](repeating: 0, count: limits.chunk)
            let got = try stream.read(into: &bytes, at: filled, count: limits.chunk)
            bytes.removeLast(limits.chunk - got)
            if got == 0 { break }
            guard bytes.count <= limits.fileMax else {
                reject(
                    index, .unreadableMember, at: Int64(bytes.count),
                    "it takes more than \(limits.fileMax) bytes")
                return nil
            }
        }
        bytesRead += Int64(bytes.count)
        members[index].size = Int64(bytes.count)
        return bytes
    }

    private mutating func handOver(_ document: Document, _ index: Int) throws {
        members[index].outcome = .read
        documentsByKind[document.kind, default: 0] += 1
        try sink.add(document)
    }

    /// The path below the archive's root: what follows the folder of the main XML, or begins with `folder`.
    private func path(of index: Int, from folder: Substring) -> String {
        let path = archive.members[index].path
        if let start = path.firstIndex(of: folder) { return path[start...].joined(separator: "/") }
        let root = archive.members[catalogue.main].path.dropLast()
        let below = path.starts(with: root) ? path.dropFirst(root.count) : path[...]
        return below.joined(separator: "/")
    }

    private mutating func add(
        _ code: WarningCode, _ index: Int, _ offset: Int64, _ example: String, count: Int = 1
    ) {
        log.add(
            code, file: archive.members[index].name, offset: offset, example: example, count: count)
    }

    private mutating func reject(
        _ index: Int, _ code: WarningCode, at offset: Int64, _ example: String
    ) {
        add(code, index, offset, example)
        members[index].outcome = .rejected
    }

    private mutating func reportUnread() {
        for fault in catalogue.faults {
            reject(
                fault.member, .unreadableMember, at: fault.error.position ?? 0,
                fault.error.problem)
        }
        for (index, kind) in catalogue.kinds.enumerated() {
            if kind == .main, index != catalogue.main { members[index].outcome = .skipped }
            if kind == .unknown, members[index].outcome != .rejected {
                add(.unknownMember, index, 0, archive.members[index].name)
            }
        }
    }

    private mutating func reportMissing() {
        let main = archive.members[catalogue.main].name
        let routes = references.routes.subtracting(found.routes).count
        if routes > 0 {
            log.add(
                .missingRoute, file: main, offset: 0, example: "path of <FileReference>",
                count: routes)
        }
        let clinical = references.clinical.subtracting(found.clinical).count
        if clinical > 0 {
            log.add(
                .missingClinical, file: main, offset: 0,
                example: "resourceFilePath of <ClinicalRecord>", count: clinical)
        }
    }
}
