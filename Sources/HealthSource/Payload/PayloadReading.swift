import HealthModel
import HealthPlugin

/// One reading of one input, from its first file to the report.
final class PayloadReading {
    private let input: PayloadInput
    private let options: PayloadOptions
    private let limits: ReadLimits
    private let intake: PayloadIntake
    private let meter: PayloadMeter
    private var isComplete = true
    private var members: [MemberReport] = []

    init(
        input: PayloadInput, options: PayloadOptions, limits: ReadLimits, sink: any ImportSink,
        progress: @escaping (ReadProgress) throws -> Void
    ) {
        (self.input, self.options, self.limits) = (input, options, limits)
        let meter = PayloadMeter(total: input.bytesTotal, progress: progress)
        self.meter = meter
        intake = PayloadIntake(options.context, sink: sink, limits: limits) { offset, records in
            try meter.read(to: offset, records: records)
        }
    }

    func run() throws -> ReadReport {
        for file in input.files { try read(file) }
        try intake.finish()
        var report = intake.report
        report.mainFile = input.name
        report.members = members
        report.isComplete = isComplete
        report.inflatedBytes = members.reduce(0) { $0 + $1.size }
        return report
    }

    private func read(_ file: PayloadInput.File) throws {
        let place = input.place(of: file)
        intake.file = file.name
        var member = MemberReport(name: file.name, size: 0, kind: .payload, outcome: .read)
        do {
            let content = try PayloadContent.open(
                file, in: place, limits: limits, temporaryFolder: options.temporaryFolder)
            member.size = content.file.size
            meter.begin(size: file.size ?? content.file.size, length: content.file.size)
            if let format = content.format {
                try read(content, format, beside: file.path, in: place)
            } else {
                try leave(&member, in: place)
            }
        } catch let error as SourceError where isTolerable(error) {
            if error.isSalvageable {
                isComplete = false
                intake.warn(.salvaged, error.problem, at: error.position ?? 0)
            } else {
                try reject(file, error)
                member.outcome = .rejected
            }
        }
        members.append(member)
        try meter.end(records: intake.report.records)
    }

    /// Whether a fault costs one file of several, or what stands behind it.
    private func isTolerable(_ error: SourceError) -> Bool {
        if options.salvage, error.isSalvageable { return true }
        guard input.isFolder else { return false }
        return [.noHealthData, .unknownHeader, .empty].contains(error.code)
    }

    /// Leaves out a file that looks like none of the app's.
    private func leave(_ member: inout MemberReport, in place: FilePlace) throws {
        guard input.isFolder else {
            throw place.error(
                .noHealthData, "the compressed file is neither JSON nor CSV",
                "unpack it and import what is in it")
        }
        intake.warn(.unknownMember, "file of the folder", at: 0)
        (member.kind, member.outcome) = (.unknown, .skipped)
    }

    private func reject(_ file: PayloadInput.File, _ error: SourceError) throws {
        let raw =
            try file.path.map {
                try ByteFile(path: $0, name: file.name).bytes(at: 0, count: Reject.rawMax)
            } ?? []
        try intake.refuse(
            .unreadableFile, error.problem, in: file.name,
            from: ItemPlace(offset: error.position ?? 0) { raw })
    }

    private func read(
        _ content: PayloadContent, _ format: PayloadFormat, beside path: String?,
        in place: FilePlace
    ) throws {
        var context = options.context
        if context.grouping == nil, !context.isDisaggregated,
            let saved = path.flatMap(SavedHeaders.aggregation)
        {
            switch saved {
            case .buckets(let grouping): context.grouping = grouping
            case .singleSamples: context.isDisaggregated = true
            }
        }
        if context.grouping == nil, !context.isDisaggregated {
            context.grouping = try survey(content, format, context, in: place)
        }
        intake.context = context
        try walk(content, format, in: place, intake)
    }

    /// Finds the grouping of a file by looking at its items; `nil` when none is a bucket.
    private func survey(
        _ content: PayloadContent, _ format: PayloadFormat, _ context: PayloadContext,
        in place: FilePlace
    ) throws -> Grouping? {
        let (meter, records) = (meter, intake.report.records)
        let survey = GroupingSurvey(context) { try meter.look(at: $0, records: records) }
        do {
            try walk(content, format, in: place, survey)
        } catch is GroupingSurvey.Settled {
        } catch let error as SourceError where error.isSalvageable && options.salvage {
            // Met again, and told of, when the items are read.
        }
        return survey.evidence.grouping
    }

    private func walk(
        _ content: PayloadContent, _ format: PayloadFormat, in place: FilePlace,
        _ visitor: any PayloadVisitor
    ) throws {
        let all = 0..<content.file.size
        guard format == .multipart, let delimiter = Multipart.delimiter(in: content.head) else {
            return try walk(content.file, all, format, in: place, visitor)
        }
        var body = Multipart(
            FileWindow(content.file, stretch: all, chunk: limits.chunk), delimiter: delimiter)
        while let part = try body.nextPart() {
            let head = try content.file.bytes(
                at: part.content.lowerBound,
                count: min(part.content.count, PayloadContent.headLength))
            // A part of another form is none of the app's.
            let format =
                PayloadFormat(head: head, name: ".csv") == .json ? PayloadFormat.json : .csv
            try walk(content.file, part.content, format, in: place, visitor)
            guard part.isWhole else { throw place.truncated(at: part.content.upperBound) }
        }
    }

    private func walk(
        _ file: ByteFile, _ stretch: Range<Int64>, _ format: PayloadFormat, in place: FilePlace,
        _ visitor: any PayloadVisitor
    ) throws {
        let window = FileWindow(file, stretch: stretch, chunk: limits.chunk)
        if format == .json {
            var walk = PayloadWalk(
                cursor: JSONCursor(window, in: place), visitor: visitor,
                registry: options.registry, salvage: options.salvage, limits: limits)
            try walk.run()
        } else {
            var walk = TableWalk(window, visitor: visitor, registry: options.registry, in: place)
            try walk.run()
        }
    }
}
