import HealthModel

/// Writes the main XML piece by piece, counting what it writes.
struct ExportBody {
    private let script: ArchiveScript
    private var xml: XMLBytes
    private var pointers: PointerSource
    private var faults: FaultWriter
    private var answers: AnswerCollector?
    private(set) var report = SyntheticReport()
    private let emit: ([UInt8]) throws -> Void

    private static let pieceBytes = 1 << 18

    /// - Parameter emit: Takes the bytes of a piece, some 256 KiB, in order.
    init(
        script: ArchiveScript, hasAnswers: Bool = false, emit: @escaping ([UInt8]) throws -> Void
    ) {
        self.script = script
        self.emit = emit
        let offset = script.options.offset ?? script.options.zone.offset(at: script.exportMoment)
        xml = XMLBytes(offset: offset)
        xml.reserve(Self.pieceBytes + (1 << 17))
        pointers = PointerSource(options: script.options)
        faults = FaultWriter(options: script.options)
        answers = hasAnswers ? AnswerCollector(options: script.options) : nil
    }

    /// Writes the whole document.
    mutating func write() throws {
        writeHead()
        try write(days: script.days)
        writeOddments()
        xml.append("</HealthData>\n")
        try flush()
        report.faults = faults.counts
        report.answers = answers?.sheet
    }

    /// Writes what belongs to some days, without the frame around it.
    mutating func write(days: [CivilDate]) throws {
        for series in Series.all {
            try write(series, days: days)
        }
        var correlations = CorrelationWriter(script: script)
        var workouts = WorkoutWriter(script: script)
        var summaries = SummaryWriter(script: script)
        for day in days {
            let written = correlations.write(script.plan(day), to: &xml, pointers: &pointers)
            report.correlations += written.correlations
            report.nestedRecords += written.records
            try flushIfFull()
        }
        for day in days {
            let written = workouts.write(script.plan(day), to: &xml, pointers: &pointers)
            report.workouts += written.workouts
            report.routes += written.routes
            faults.mayWrite(to: &xml)
            try flushIfFull()
        }
        for day in days {
            summaries.write(script.plan(day), to: &xml)
            report.summaries += 1
            try flushIfFull()
        }
        try flush()
    }

    private mutating func write(_ series: Series, days: [CivilDate]) throws {
        var writer = RecordWriter(series, script: script)
        var samples: [SyntheticSample] = []
        var written = 0
        answers?.begin()
        for day in days {
            let plan = script.plan(day)
            script.fill(&samples, with: series, on: plan)
            answers?.add(samples, of: series, on: plan)
            report.samples += samples.count
            shuffle(&samples, of: series)
            writer.begin(day)
            for sample in samples {
                if series.note == .nesting, sample.note == 1 { continue }
                written += write(sample, with: &writer, of: series)
                if xml.count > Self.pieceBytes { try flush() }
            }
            faults.mayWrite(to: &xml)
            try flushIfFull()
        }
        report.records += written
        if written > 0 { report.types[series.type] = written }
    }

    /// Writes a record and, where fate wants it, its copy; returns how many were written.
    private mutating func write(
        _ sample: SyntheticSample, with writer: inout RecordWriter, of series: Series
    ) -> Int {
        let start = xml.count
        writer.write(sample, to: &xml, pointers: &pointers)
        switch (sample.fingerprint(of: series.stream) >> 12) % 640 {
        case 1:
            xml.repeatBytes(from: start)
            report.exactCopies += 1
            return 2
        case 2:
            writer.write(sample, to: &xml, pointers: &pointers, delay: 61)
            report.nearCopies += 1
            return 2
        default:
            return 1
        }
    }

    /// Real archives are sorted but for a few neighbours.
    private func shuffle(_ samples: inout [SyntheticSample], of series: Series) {
        var index = 1
        while index < samples.count {
            if (samples[index].fingerprint(of: series.stream) >> 24) % 797 == 3 {
                samples.swapAt(index - 1, index)
                index += 1
            }
            index += 1
        }
    }

    private mutating func flushIfFull() throws {
        if xml.count > Self.pieceBytes { try flush() }
    }

    private mutating func flush() throws {
        report.xmlBytes += xml.count
        try emit(xml.bytes)
        xml.removeAll()
    }

    private mutating func writeHead() {
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        xml.append(DocumentType.text(isBroken: script.options.hasFaults))
        xml.append("<HealthData locale=\"en_DE\">\n <ExportDate value=\"")
        xml.date(script.exportMoment.seconds)
        xml.append("\"/>\n <Me")
        let prefix = "HKCharacteristicTypeIdentifier"
        xml.attribute(prefix + "DateOfBirth", "1970-01-01")
        xml.attribute(prefix + "BiologicalSex", "HKBiologicalSexNotSet")
        xml.attribute(prefix + "BloodType", "HKBloodTypeNotSet")
        xml.attribute(prefix + "FitzpatrickSkinType", "HKFitzpatrickSkinTypeNotSet")
        xml.attribute(prefix + "CardioFitnessMedicationsUse", "None")
        xml.append("/>\n")
    }

    /// One each of the elements that most people's archives lack.
    private mutating func writeOddments() {
        let noon = script.options.zone.midnight(of: script.options.firstDay).seconds + 43_200
        func dates() {
            xml.append(" creationDate=\"")
            xml.date(noon)
            xml.append("\" startDate=\"")
            xml.date(noon)
            xml.append("\" endDate=\"")
            xml.date(noon + 300)
            xml.append("\"")
        }
        xml.append(" <ClinicalRecord type=\"Observation\" identifier=\"example-1\"")
        xml.append(" sourceName=\"Example Clinic\" sourceURL=\"https://fhir.example.org/r4\"")
        xml.append(" fhirVersion=\"4.0.1\" receivedDate=\"")
        xml.date(noon)
        xml.append("\" resourceFilePath=\"/clinical-records/\(ArchiveExtras.clinicalName)\"/>\n")
        xml.append(
            " <Audiogram type=\"HKDataTypeIdentifierAudiogram\" sourceName=\"Example Audio\"")
        dates()
        xml.append(">\n")
        for (index, frequency) in [250, 500, 1000, 2000, 4000, 8000].enumerated() {
            xml.append("  <SensitivityPoint frequencyValue=\"\(frequency)\" frequencyUnit=\"Hz\"")
            xml.append(" leftEarValue=\"\(5 + index * 2)\" leftEarUnit=\"dBHL\"")
            xml.append(" rightEarValue=\"\(4 + index * 3)\" rightEarUnit=\"dBHL\"/>\n")
        }
        xml.append(" </Audiogram>\n <VisionPrescription type=\"HKVisionPrescriptionTypeGlasses\"")
        xml.append(" dateIssued=\"")
        xml.date(noon)
        xml.append("\">\n  <RightEye sphere=\"-0.5\" sphereUnit=\"D\"/>\n")
        xml.append("  <LeftEye sphere=\"-0.75\" sphereUnit=\"D\"/>\n </VisionPrescription>\n")
    }
}
