import HealthPlugin
import Testing

@testable import HealthCommands

/// Who reads what, over all plugins: never two of one file, and none left over.
@Suite struct ReadersTests {
    private static let readers = BuiltInProviders.registry.providers.compactMap {
        $0 as? any PayloadReader
    }

    @Test func `every data type reads its own files back`() {
        #expect(Self.readers.count == BuiltInProviders.registry.providers.count)
    }

    /// The keys of section 1.1 of the wire format.
    @Test(arguments: [
        ("metrics", "health_metrics"), ("workouts", "workouts"), ("symptoms", "symptoms"),
        ("ecg", "ecg"), ("heartRateNotifications", "heart_rate_notifications"),
        ("stateOfMind", "state_of_mind"), ("cycleTracking", "cycle_tracking"),
        ("medications", "medications"),
    ])
    func `one plugin owns a data key`(key: String, id: String) {
        let owners = Self.readers.filter { $0.descriptor.dataKey == key }.map(\.descriptor.id)
        #expect(owners == [id])
    }

    /// The headers of section 11 of the wire format, and those that the app wrote in other versions.
    @Test(arguments: [
        ("Date/Time,Active Energy (kJ),Heart Rate [Min] (count/min)", "health_metrics"),
        ("Date,Sleep Analysis [Total] (hr)", "health_metrics"),
        (
            """
            Type,Start,End,Duration,Total Energy (kJ),Active Energy (kJ),Max Heart Rate (bpm),\
            Avg Heart Rate (bpm),Distance (km),Avg Speed(km/hr),Step Count (count),Step Cadence (spm),\
            Swimming Stroke Count (count),Swim Stoke Cadence (spm),Flights Climbed (count),\
            Elevation Ascended (m),Elevation Descended (m)
            """, "workouts"
        ),
        (
            "Workout Type,Start,End,Duration,Intensity (kcal/hr·kg),Max. Heart Rate (count/min)",
            "workouts"
        ),
        ("Start,End,Name,Severity,User Entered,Source", "symptoms"),
        (
            """
            Start,End,Classification,Average Heart Rate (count/min),Number of Voltage Measurements,\
            Sampling Frequency (Hz),Source
            """, "ecg"
        ),
        ("Start,End,Notification,Threshold (count/min),Source", "heart_rate_notifications"),
        ("Start,End,Kind,Labels,Associations,Valence,Valence Classification", "state_of_mind"),
        ("Start,End,Data,Value,Cycle Start", "cycle_tracking"),
        (
            """
            Date,Scheduled Date,Medication,Nickname,Dosage,Scheduled Dosage,Unit,Status,Archived,\
            Codings
            """, "medications"
        ),
    ])
    func `one plugin recognises a header`(header: String, id: String) {
        let header = CSVHeader(header.split(separator: ",").map(String.init))
        let owners = Self.readers.filter { $0.recognizes(header) }
        #expect(owners.map(\.descriptor.id) == [id])
        #expect(owners.flatMap { $0.unknownColumns(of: header) } == [])
    }

    /// What a plugin writes is what it reads, with all columns that it can have.
    @Test(arguments: Self.readers.map(\.descriptor.id))
    func `the header that is written is recognised`(id: String) throws {
        let reader = try #require(BuiltInProviders.registry[id] as? any PayloadReader)
        var settings = ExportSettings(zone: .utc, now: Instant(seconds: 0))
        settings.format = .csv
        settings.options["metrics"] = .list(Catalogue.metrics.map(\.name))
        let streams = try reader.streams(for: settings, in: NoStore())
        var csv = CSVWriter()
        reader.writeHeader(for: streams, settings: settings, to: &csv)
        var rows = CSVReader()
        let fields = try #require(try rows.row(csv.bytes.span, isEnd: true))
        let header = CSVHeader(fields)
        #expect(Self.readers.filter { $0.recognizes(header) }.map(\.descriptor.id) == [id])
        #expect(reader.unknownColumns(of: header) == [])
    }

    @Test func `a header in another language is nobody's`() {
        let headers = [
            ["Datum", "Schritte (count)"], ["Anfang", "Ende", "Daten", "Wert"], ["Date"],
        ]
        for header in headers {
            #expect(BuiltInProviders.registry.reader(for: CSVHeader(header)) == nil)
        }
    }
}

/// A store that holds nothing.
private final class NoStore: StoreReader {
    let generation: Int64 = 0

    func types() throws -> [TypeSummary] { [] }
    func samples(_ query: SampleQuery, _ body: (StoredSample) throws -> Void) throws {}
    func arrivals(
        of types: [String], since position: Int64, _ body: (Extent) throws -> Void
    ) throws {}
    func extentOfArrivals(
        types: [String], documents kinds: [String], since position: Int64
    ) throws -> Extent? { nil }
    func newestUnit(of types: [String]) throws -> String? { nil }
    func documents(_ query: DocumentQuery, _ body: (StoredDocument) throws -> Void) throws {}
    func series(_ name: String, of document: Int64, _ body: ([UInt8]) throws -> Void) throws {}
    func sourceName(_ source: Int32) throws -> String { "" }
    func typeName(_ type: Int32) throws -> String { "" }
    func unitName(_ unit: Int32) throws -> String { "" }
    func deviceText(_ device: Int32) throws -> String { "" }
    func metadata(_ metadata: Int32) throws -> [(key: String, value: String)] { [] }
}
