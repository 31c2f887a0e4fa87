import Dispatch
import HealthModel
import HealthPlugin
import Synchronization

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
        var rest = catalogue.kinds.indices.filter {
            [.route, .electrocardiogram, .clinical].contains(catalogue.kinds[$0])
        }[...]
        while !rest.isEmpty {
            let some = rest.prefix(share(of: rest))
            rest = rest.dropFirst(some.count)
            for (index, outcome) in zip(some, read(some)) {
                do {
                    if outcome.isOpen { find(index) }
                    let file = try outcome.file.get()
                    try take(file, index)
                    bytesTaken += file.rawBytesRead
                } catch let error as SourceError where isTolerable(error) {
                    reject(index, .unreadableMember, at: error.position ?? 0, error.problem)
                    if error.isSalvageable { isComplete = false }
                }
                try progress(
                    ReadProgress(
                        bytesRead: bytesTaken, bytesTotal: archive.bytesTotal, records: records))
            }
        }
        reportMissing()
    }

    /// Files that are read side by side, and how large they may be together: they are all in memory.
    private static let (filesMax, bytesMax) = (4, Int64(4 << 20))

    private func share(of rest: ArraySlice<Int>) -> Int {
        var (count, bytes) = (0, Int64(0))
        for index in rest.prefix(Self.filesMax) where bytes < Self.bytesMax {
            bytes += min(Self.bytesMax, archive.members[index].size)
            count += 1
        }
        return count
    }

    private struct Outcome: Sendable {
        var isOpen: Bool
        var file: Result<CompanionFile, any Error>
    }

    /// Reads a few files on all cores: there are thousands, and the store has little to do with them meanwhile.
    private func read(_ indices: ArraySlice<Int>) -> [Outcome] {
        let outcomes = Mutex<[Int: Outcome]>([:])
        let (archive, kinds, limits) = (archive, catalogue.kinds, limits)
        DispatchQueue.concurrentPerform(iterations: indices.count) { number in
            let index = indices[indices.startIndex + number]
            var isOpen = false
            let file = Result {
                let stream = try archive.open(index)
                isOpen = true
                return try CompanionFile(
                    kinds[index], stream, stated: archive.members[index].size, limits: limits)
            }
            outcomes.withLock { $0[index] = Outcome(isOpen: isOpen, file: file) }
        }
        return outcomes.withLock { outcomes in indices.compactMap { outcomes[$0] } }
    }

    /// The file is there, whatever is in it.
    private mutating func find(_ index: Int) {
        switch catalogue.kinds[index] {
        case .route: found.addRoute(path(of: index, from: "workout-routes"))
        case .clinical: found.addClinical(path(of: index, from: "clinical-records"))
        default: break
        }
    }

    private func isTolerable(_ error: SourceError) -> Bool {
        error.code == .unsupported || options.salvage && error.isSalvageable
    }

    private mutating func take(_ file: CompanionFile, _ index: Int) throws {
        if case .tooLarge = file.content {
            return reject(
                index, .unreadableMember, at: file.size,
                "it takes more than \(limits.fileMax) bytes")
        }
        bytesRead += file.size
        members[index].size = file.size
        switch file.content {
        case .route(let route, let badPoints, let fault):
            if badPoints > 0 { add(.badPoint, index, 0, "<trkpt>", count: badPoints) }
            try take(route, fault, index)
        case .recording(let document, let badLines):
            if badLines > 0 { add(.badVoltage, index, 0, "ECG file", count: badLines) }
            try handOver(document, index)
        case .noRecording(let bytes, let badLines):
            if badLines > 0 { add(.badVoltage, index, 0, "ECG file", count: badLines) }
            add(.badRecording, index, 0, "ECG file")
            let key = path(of: index, from: "electrocardiograms")
            try handOver(
                Document(kind: "ElectrocardiogramFile", key: key, form: .file, body: bytes), index)
        case .clinical(let bytes):
            let key = path(of: index, from: "clinical-records")
            try handOver(Document(kind: "ClinicalFile", key: key, form: .file, body: bytes), index)
        case .tooLarge: break
        }
    }

    private mutating func take(_ route: RouteBuilder, _ fault: Int64?, _ index: Int) throws {
        let key = path(of: index, from: "workout-routes")
        if let fault {
            add(.badRoute, index, fault, "GPX file")
            guard route.count > 0 else {
                members[index].outcome = .rejected
                return
            }
        }
        if !references.routes.contains(key) { add(.orphanRoute, index, 0, "GPX file") }
        try handOver(route.document(key: key), index)
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
