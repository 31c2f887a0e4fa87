import Foundation
import HealthEncoding
import HealthTesting

/// A plugin's fixture folder as the real program is given it; the form is that of the plugins' own tests.
struct FixtureCase: Sendable {
    /// Something that the program is to send.
    struct Expectation: Sendable {
        /// `json` or `csv`.
        var format: String
        var version: Int
        var body: String
    }

    let folder: URL
    private let settings: JSONValue

    init(_ folder: URL) throws {
        self.folder = folder
        settings = try JSONParser.parse(
            Array(Data(contentsOf: folder.appending(path: "settings.json"))))
    }

    /// Plugin and folder.
    var name: String {
        folder.pathComponents.suffix(4).filter { $0 != "Tests" && $0 != "Fixtures" }
            .joined(separator: "/")
    }

    /// Names of the folders under `Plugins`.
    static let plugins: [String] = names(in: root).filter {
        !names(in: root.appending(path: "\($0)/Tests/Fixtures")).isEmpty
    }

    /// `HeartRateNotifications` has the data type `heart_rate_notifications`.
    static func dataType(of plugin: String) -> String {
        var words = ""
        for character in plugin {
            if character.isUppercase, words.last?.isLowercase == true { words += "_" }
            words.append(character)
        }
        return words.lowercased()
    }

    /// The cases of one plugin, all that there are.
    static func all(of plugin: String) throws -> [FixtureCase] {
        let folder = root.appending(path: "\(plugin)/Tests/Fixtures")
        return try names(in: folder).map { try FixtureCase(folder.appending(path: $0)) }
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Plugins").standardized

    private static func names(in folder: URL) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// The files of the app that are read; empty when the case begins with an archive, or sends only what is new.
    var inputs: [URL] {
        let names = Self.names(in: folder).filter { $0.hasPrefix("input") }
        guard settings["since"] == nil, settings["from"] == nil,
            !names.contains(where: { $0.hasSuffix(".archive.json") })
        else { return [] }
        return names.map { folder.appending(path: $0) }
    }

    /// How many items of the inputs cannot be read.
    var errors: Int {
        text("expected.errors.txt")?.split(separator: "\n").count ?? 0
    }

    var expectations: [Expectation] {
        var all: [Expectation] = []
        for (name, versions) in [
            ("expected.json", [1, 2]), ("expected.v1.json", [1]), ("expected.v2.json", [2]),
        ] {
            guard let text = text(name) else { continue }
            let body = Self.compact(text)
            all += versions.map { Expectation(format: "json", version: $0, body: body) }
        }
        if let text = text("expected.csv") {
            all.append(Expectation(format: "csv", version: 2, body: text))
        }
        return all
    }

    /// The options with which its inputs are imported.
    var importOptions: [String] {
        var options: [String] = []
        if let grouping = settings["import"]?["grouping"]?.string {
            options += ["--grouping", grouping]
        }
        if settings["import"]?["disaggregated"]?.bool == true { options.append("--disaggregated") }
        return options
    }

    /// A configuration with one automation for each expectation, called by its place in the list.
    func configuration(port: Int, dataType: String, _ expectations: [Expectation]) -> String {
        var lines = [
            "timezone: \(settings["zone"]?.string ?? "UTC")", "quota: { min_free: 1MiB }",
        ]
        let names = [
            ("units", "units"), ("metricUnits", "metric_units"), ("metricNames", "metric_names"),
            ("preferredSources", "preferred_sources"), ("separateSources", "separate_sources"),
        ]
        for (name, key) in names {
            if let value = settings[name] { lines.append("\(key): \(Self.text(value))") }
        }
        // The fixtures know no order of sources unless they say so.
        if settings["preferredSources"] == nil {
            lines.append("preferred_sources: { default: [] }")
        }
        lines.append("automations:")
        for (place, expectation) in expectations.enumerated() {
            lines += [
                "  - name: \"\(place)\"", "    url: http://127.0.0.1:\(port)/",
                "    data_type: \(dataType)", "    format: \(expectation.format)",
                "    version: \(expectation.version)",
            ]
            for option in settings["options"]?.object ?? [] {
                lines.append("    \(option.key): \(Self.text(option.value))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func text(_ name: String) -> String? {
        try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// JSON is YAML.
    private static func text(_ value: JSONValue) -> String {
        var json = JSONWriter()
        json.value(value)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// Without white space outside strings.
    private static func compact(_ text: String) -> String {
        var isString = false
        var isEscaped = false
        let bytes = text.utf8.filter { byte in
            if isString {
                isString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                return true
            }
            isString = byte == UInt8(ascii: "\"")
            return ![0x20, 0x0a, 0x0d, 0x09].contains(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
