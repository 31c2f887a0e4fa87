internal import GRDB
internal import HealthModel

/// What an import works with between its beginning and its end. To be used on the connection's queue.
final class ImportStage {
    let merger: SampleMerger
    let documents: DocumentWriter
    let rejects: RejectWriter

    private init(generation: Int64, isTracking: Bool, in database: Database) throws {
        merger = try SampleMerger(generation: generation, isTracking: isTracking, in: database)
        documents = try DocumentWriter(
            generation: generation, names: merger.names, isTracking: isTracking, in: database)
        rejects = try RejectWriter(generation: generation, in: database)
    }

    /// Numbers an import, and finds the export date of the newest archive before it.
    static func begin(
        _ request: ImportRequest, in database: Database
    ) throws -> (generation: Int64, newestBefore: Int64?, stage: ImportStage) {
        try database.beginTransaction(.immediate)
        do {
            let newest =
                try Int64.fetchOne(database, sql: "SELECT max(number) FROM generation") ?? 0
            let newestBefore = try Int64.fetchOne(
                database, sql: "SELECT max(export_date) FROM generation WHERE visible = 1")
            let generation = newest + 1
            try database.execute(
                sql: """
                    INSERT INTO generation(number, kind, name, reader_version, add_only, began)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    generation, request.kind.rawValue, request.name, request.readerVersion,
                    request.addOnly, request.now.seconds,
                ])
            try database.commit()
            let isTracking = request.kind == .archive && !request.addOnly && newest > 0
            let stage = try ImportStage(
                generation: generation, isTracking: isTracking, in: database)
            return (generation, newestBefore, stage)
        } catch {
            if database.isInsideTransaction { try? database.rollback() }
            throw error
        }
    }

    /// Marks gone what a snapshot lacks.
    func markGone(_ generation: Int64, in database: Database) throws {
        guard merger.tracker != nil else { return }
        let count = try merger.finish()
        let marker = try SnapshotMarker(generation: generation, merger: merger, in: database)
        for number in 0..<count { try marker.mark(number) }
        try documents.markGone(in: database)
    }

    func report(_ generation: Int64, isSnapshot: Bool) throws -> ImportReport {
        var types: [String: Tally] = [:]
        for (type, tally) in merger.tallies {
            types[String(decoding: try merger.names.type.text(of: type), as: UTF8.self)] = tally
        }
        var kinds: [String: Tally] = [:]
        for (kind, tally) in documents.tallies {
            kinds[String(decoding: try merger.names.kind.text(of: kind), as: UTF8.self)] = tally
        }
        return ImportReport(
            generation: generation, types: types, kinds: kinds, rejected: rejects.count,
            isSnapshot: isSnapshot)
    }

    /// Makes the generation visible; the transaction's commit is the moment.
    func publish(
        _ report: ImportReport, _ exportDate: Instant?, _ digest: [UInt8]?,
        in database: Database
    ) throws {
        let publish = try RawStatement(
            database,
            """
            UPDATE generation SET visible = 1, export_date = ?2, digest = ?3, inserted = ?4,
                duplicates = ?5, near_duplicates = ?6, rejected = ?7, gone = ?8 WHERE number = ?1
            """)
        let total = report.total
        publish.bind(1, report.generation)
        publish.bind(2, exportDate?.seconds)
        if let digest { try publish.bind(3, blob: digest[...]) } else { publish.bindNull(3) }
        publish.bind(4, Int64(total.inserted))
        publish.bind(5, Int64(total.duplicates))
        publish.bind(6, Int64(total.nearDuplicates))
        publish.bind(7, Int64(report.rejected))
        publish.bind(8, Int64(total.gone))
        try publish.run()
    }
}
