public import Foundation
public import HealthPlugin

/// The settings of a case:
/// `{"zone":"Europe/Berlin","options":{…},"units":"metric","from":DATE,"to":DATE,"since":GENERATION}`.
///
/// Only the zone has to be there. Without a selection everything is exported.
public struct CaseSettings: Sendable {
    public var zone: ZoneTable
    public var options: [String: OptionValue] = [:]
    public var units = UnitSystem.asRecorded
    public var selection = ExportRequest.Selection.range(.distantPast ..< .distantFuture)

    public init(_ file: URL) throws {
        let value = try JSONParser.parse(Array(Data(contentsOf: file)))
        let name = value["zone"]?.string ?? "UTC"
        let zone = try ZoneTable(
            name: name, tzif: Array(Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)"))))
        self.zone = zone
        for member in value["options"]?.object ?? [] {
            if let flag = member.value.bool { options[member.key] = .flag(flag) }
            if let word = member.value.string { options[member.key] = .word(word) }
            if let words = member.value.array {
                options[member.key] = .list(words.compactMap(\.string))
            }
        }
        units = value["units"]?.string.flatMap(UnitSystem.init) ?? units
        func date(_ key: String) -> Instant? {
            value[key]?.string.flatMap { WireDate.parse(Array($0.utf8), zone: zone) }
        }
        if let generation = value["since"]?.number {
            selection = .since(generation: Int64(generation), start: date("start"))
        } else if let from = date("from"), let to = date("to") {
            selection = .range(from..<to)
        }
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
        for option in provider.descriptor.options {
            settings.options[option.key] = options[option.key] ?? option.default
        }
        return settings
    }
}
