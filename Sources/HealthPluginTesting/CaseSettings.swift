public import Foundation
public import HealthPlugin

/// The settings of a case:
/// `{"zone":"Europe/Berlin","options":{…},"units":"metric","from":DATE,"to":DATE,"since":GENERATION}`.
///
/// Only the zone has to be there. Without a selection everything is exported. Also `metricUnits` and `metricNames`
/// (objects of strings), `preferredSources` (of lists), `separateSources`; how the inputs are read is said by
/// `"import":{"grouping":"days","disaggregated":true}`.
public struct CaseSettings: Sendable {
    public var zone: ZoneTable
    public var options: [String: OptionValue] = [:]
    public var units = UnitSystem.asRecorded
    public var metricUnits: [String: String] = [:]
    public var metricNames: [String: String] = [:]
    public var preferredSources: [String: [String]] = [:]
    public var separatesSources = false
    /// What is known of the inputs.
    public var context: PayloadContext
    public var selection = ExportRequest.Selection.range(.distantPast ..< .distantFuture)

    /// Nothing but a zone.
    init(zone: ZoneTable) {
        self.zone = zone
        context = PayloadContext(zone: zone)
    }

    public init(_ file: URL) throws {
        let value = try JSONParser.parse(Array(Data(contentsOf: file)))
        let zone = try Self.zone(named: value["zone"]?.string ?? "UTC")
        self.zone = zone
        context = PayloadContext(
            zone: zone,
            grouping: value["import"]?["grouping"]?.string.flatMap { Grouping(rawValue: $0) },
            isDisaggregated: value["import"]?["disaggregated"]?.bool ?? false)
        for member in value["options"]?.object ?? [] {
            if let flag = member.value.bool { options[member.key] = .flag(flag) }
            if let word = member.value.string { options[member.key] = .word(word) }
            if let words = member.value.array {
                options[member.key] = .list(words.compactMap(\.string))
            }
        }
        units = value["units"]?.string.flatMap(UnitSystem.init) ?? units
        metricUnits = value["metricUnits"].texts
        metricNames = value["metricNames"].texts
        for (catalogue, sent) in metricNames { context.metricNames[sent] = catalogue }
        separatesSources = value["separateSources"]?.bool ?? false
        for member in value["preferredSources"]?.object ?? [] {
            preferredSources[member.key] = member.value.array?.compactMap(\.string)
        }
        func date(_ key: String) -> Instant? {
            value[key]?.string.flatMap { WireDate.parse(Array($0.utf8), zone: zone) }
        }
        if let generation = value["since"]?.number {
            selection = .since(generation: Int64(generation), start: date("start"))
        } else if let from = date("from"), let to = date("to") {
            selection = .range(from..<to)
        }
    }

    /// The zone of the system's table.
    static func zone(named name: String) throws -> ZoneTable {
        let file = URL(filePath: "/usr/share/zoneinfo/\(name)")
        return try ZoneTable(name: name, tzif: Array(Data(contentsOf: file)))
    }

    var withoutSelection: CaseSettings {
        var settings = self
        settings.selection = .range(.distantPast ..< .distantFuture)
        return settings
    }

    func exportSettings(
        for provider: some Provider, format: ExportSettings.Format, version: Int
    ) -> ExportSettings {
        var settings = ExportSettings(zone: zone, now: Instant(seconds: 1_773_200_000))
        (settings.format, settings.version) = (format, version)
        settings.units = units
        (settings.metricUnits, settings.metricNames) = (metricUnits, metricNames)
        settings.preferredSources = preferredSources
        settings.separateSources = separatesSources
        for option in provider.descriptor.options {
            settings.options[option.key] = options[option.key] ?? option.default
        }
        return settings
    }
}

extension JSONValue? {
    /// The members whose values are strings.
    fileprivate var texts: [String: String] {
        var texts: [String: String] = [:]
        for member in self?.object ?? [] { texts[member.key] = member.value.string }
        return texts
    }
}
