import HealthModel

/// An invented person's Apple Health archive: seeded, as large as one likes, and never held in memory.
///
/// It has what real archives have (see the reference of the archive): the order and form of attributes,
/// one offset for all dates, six significant digits, pointers that change, phone and watch that count the
/// same steps, copies, inversions, workouts with all their parts, routes, electrocardiograms, and
/// statistics that it computes by itself.
public struct SyntheticArchive: Sendable {
    /// How it is laid down.
    public enum Form: Sendable {
        /// `export.zip` with all members.
        case zip
        /// The bare main XML.
        case xml
    }

    public let options: SyntheticOptions
    private let density: Int

    /// Finds the density that gives the wanted size; takes some milliseconds.
    ///
    /// - Throws: ``SyntheticError`` if there are no days, or too few of them for that many records.
    public init(_ options: SyntheticOptions) throws {
        guard options.dayCount > 0, options.newDays >= 0 else { throw SyntheticError.noDays }
        self.options = options
        density = try DensitySearch(options: options).density()
    }

    /// Writes the archive, replacing what stands at the path.
    ///
    /// Blocks for seconds; must not run on the cooperative pool when that matters.
    /// - Parameters:
    ///   - hasAnswers: Computes ``SyntheticReport/answers``, which costs about as much time again.
    ///   - progress: Gets the bytes of main XML written so far, every 256 KiB.
    /// - Returns: What was written.
    /// - Throws: ``SyntheticError`` when the file cannot be written; `CancellationError` when the task
    ///   was cancelled. In both cases an incomplete file is left.
    public func write(
        to path: String, as form: Form = .zip, hasAnswers: Bool = false,
        progress: ((Int) -> Void)? = nil
    ) throws -> SyntheticReport {
        let script = ArchiveScript(options: options, density: density)
        var report: SyntheticReport
        switch form {
        case .xml:
            var file = try FileOutput(path: path)
            report = try writeBody(script, hasAnswers, progress) { try file.write($0) }
            report.fileBytes = file.position
        case .zip:
            report = try writeZip(script, to: path, hasAnswers, progress)
        }
        report.exportMoment = script.exportMoment
        report.days = script.days[0]...script.days[script.days.count - 1]
        return report
    }

    private func writeBody(
        _ script: ArchiveScript, _ hasAnswers: Bool, _ progress: ((Int) -> Void)?,
        to emit: ([UInt8]) throws -> Void
    ) throws -> SyntheticReport {
        try withoutActuallyEscaping(emit) { emit in
            var written = 0
            var body = ExportBody(script: script, hasAnswers: hasAnswers) { piece in
                try Task.checkCancellation()
                try emit(piece)
                written += piece.count
                progress?(written)
            }
            try body.write()
            return body.report
        }
    }

    private func writeZip(
        _ script: ArchiveScript, to path: String, _ hasAnswers: Bool,
        _ progress: ((Int) -> Void)?
    ) throws -> SyntheticReport {
        var zip = try ZipFileWriter(path: path, level: options.level, stamp: stamp(script))
        var report = SyntheticReport()
        try zip.add("apple_health_export/export.xml") { write in
            report = try writeBody(script, hasAnswers, progress, to: write)
        }
        let extras = ArchiveExtras(script: script)
        try zip.add("apple_health_export/export_cda.xml", Array(extras.documentCopy.utf8))
        for day in script.days {
            for file in extras.electrocardiograms(on: day) {
                try zip.add("apple_health_export/electrocardiograms/\(file.name)", file.text)
                report.electrocardiograms += 1
            }
        }
        for day in script.days {
            for file in extras.routes(on: day) {
                try zip.add("apple_health_export/workout-routes/\(file.name)", file.text)
                report.routeFiles += 1
                report.routePoints += file.points
            }
        }
        try zip.add(
            "apple_health_export/clinical-records/\(ArchiveExtras.clinicalName)",
            Array(extras.clinicalFile.utf8)
        )
        try zip.finish()
        report.fileBytes = zip.position
        return report
    }

    /// Local time in MS-DOS form, one second after the export.
    private func stamp(_ script: ArchiveScript) -> UInt32 {
        let moment = script.exportMoment.advanced(bySeconds: 1)
        let (year, month, day) = options.zone.date(of: moment).components
        let local = moment.seconds + Int64(options.zone.offset(at: moment))
        let time = Int(local - SyntheticZone.floorDivide(local, 86_400) * 86_400)
        let date = (year - 1980) << 9 | month << 5 | day
        let clock = time / 3600 << 11 | time / 60 % 60 << 5 | time % 60 / 2
        return UInt32(date) << 16 | UInt32(clock)
    }
}
