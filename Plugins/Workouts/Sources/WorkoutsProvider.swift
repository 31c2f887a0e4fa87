public import HealthPlugin

/// Workouts with their figures, metrics and routes. Section 4 of the wire format.
public struct WorkoutsProvider: RecordProvider {
    public let descriptor = ProviderDescriptor(
        id: "workouts", title: "Workouts",
        summary: "Workouts with their figures, and on demand their metrics and routes.",
        dataKey: "workouts", csvPart: "WorkoutsData", csvFile: "Workouts",
        reads: WorkoutFigures.types.map { .type($0) }
            + [.document(Self.elementKind), .document("workouts"), .document(Route.kind)],
        options: WorkoutOptions.declarations)

    public init() {}

    /// The element of an archive.
    static let elementKind = "Workout"

    public var sampleTypes: [String] { [] }
    public var recordKinds: [String] { [Self.elementKind, descriptor.dataKey] }

    /// A day, and the recovery after the end.
    public var reach: Int64? { 86_400 + padding }
    public var padding: Int64 { WorkoutSeries.recoverySeconds }

    public func record(of document: StoredDocument, zone: ZoneTable) throws -> Workout {
        if document.form == .element {
            return try Workout(ArchiveNode(json: document.body), of: document)
        }
        var fields = try ItemFields(JSONParser.parse(document.body), zone: zone)
        return try Workout(&fields)
    }

    public func completed(
        _ record: Workout, for settings: ExportSettings, from store: any StoreReader
    ) throws -> Workout {
        try WorkoutCompletion(settings: settings, store: store).complete(record)
    }

    public func aggregation(for settings: ExportSettings) -> String {
        let options = WorkoutOptions(settings)
        guard options.includesMetrics, settings.version == 2, settings.format == .json else {
            return "None"
        }
        return options.grouping.title
    }

    public func writeHeader(
        for streams: [ExportStream], settings: ExportSettings, to csv: inout CSVWriter
    ) {
        for column in WorkoutColumns.titles(in: settings.units) { csv.cell(column) }
        csv.endRow()
    }

    public func recognizes(_ header: CSVHeader) -> Bool {
        header.has(Workout.keyColumns) || header.has(WorkoutColumns.olderKeyColumns)
    }

    public func unknownColumns(of header: CSVHeader) -> [String] {
        header.columns(otherThan: WorkoutColumns.known).map(\.name)
    }
}
