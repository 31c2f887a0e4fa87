import ArgumentParser
import HealthPipeline

struct PluginsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugins",
        abstract: "Show the data types that can be exported.",
        subcommands: [PluginsListCommand.self, PluginsShowCommand.self],
        defaultSubcommand: PluginsListCommand.self)
}

struct PluginsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List all data types, built in and taps.")

    @Flag(help: "One JSON document on standard output: hae.plugins/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let workspace = try global.workspace()
        let builtIn = workspace.registry.providers.map {
            PluginsReport.Row(
                id: $0.descriptor.id, kind: "built-in", title: $0.descriptor.title,
                summary: $0.descriptor.summary, reads: $0.descriptor.reads.map(\.text))
        }
        let taps = workspace.configuration.taps.map {
            PluginsReport.Row(id: $0.id, kind: "tap", title: $0.id, summary: "", reads: [])
        }
        PluginsReport(rows: builtIn + taps).print(json: json)
    }
}

/// `hae.plugins/1`: what can stand as `data_type`.
struct PluginsReport: Report {
    struct Row {
        var id: String
        var kind: String
        var title: String
        var summary: String
        var reads: [String]
    }

    static let schema = "hae.plugins/1"

    let rows: [Row]

    func writeMembers(to json: inout JSONWriter) {
        json.key("plugins")
        json.array {
            for row in rows {
                $0.object {
                    $0.key("id")
                    $0.string(row.id)
                    $0.key("kind")
                    $0.string(row.kind)
                    $0.key("title")
                    $0.string(row.title)
                    $0.key("summary")
                    $0.string(row.summary)
                    $0.key("reads")
                    $0.array { for reading in row.reads { $0.string(reading) } }
                }
            }
        }
    }

    var lines: [String] {
        var table = Table([
            ("ID", .left), ("KIND", .left), ("TITLE", .left), ("WHAT IT SENDS", .left),
        ])
        for row in rows { table.add([row.id, row.kind, row.title, row.summary]) }
        return table.lines
    }
}

struct PluginsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one data type with its options.")

    @Argument(help: "The data type, as in the configuration.")
    var id: String

    @Flag(help: "One JSON document on standard output: hae.plugin/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let workspace = try global.workspace()
        guard let provider = workspace.registry[id] else {
            let known = workspace.registry.providers.map(\.descriptor.id).joined(separator: ", ")
            throw CommandFailure(.usage, "There is no data type \"\(id)\". There are \(known).")
        }
        PluginReport(descriptor: provider.descriptor).print(json: json)
    }
}

/// `hae.plugin/1`: one data type with its options.
struct PluginReport: Report {
    static let schema = "hae.plugin/1"

    let descriptor: ProviderDescriptor

    func writeMembers(to json: inout JSONWriter) {
        json.key("id")
        json.string(descriptor.id)
        json.key("title")
        json.string(descriptor.title)
        json.key("summary")
        json.string(descriptor.summary)
        json.key("data_key")
        json.string(descriptor.dataKey)
        json.key("csv_part")
        json.string(descriptor.csvPart)
        json.key("reads")
        json.array { for reading in descriptor.reads { $0.string(reading.text) } }
        json.key("options")
        json.array {
            for option in descriptor.options {
                $0.object {
                    $0.key("key")
                    $0.string(option.key)
                    $0.key("summary")
                    $0.string(option.summary)
                    $0.key("required")
                    $0.bool(option.isRequired)
                    $0.key("allowed")
                    $0.array { for word in option.allowed { $0.string(word) } }
                    $0.key("default")
                    if let value = option.default { $0.string(value.text) } else { $0.null() }
                }
            }
        }
    }

    var lines: [String] {
        var lines = [
            "\(descriptor.title) (data_type: \(descriptor.id))", descriptor.summary,
            "JSON key \(descriptor.dataKey), CSV part \(descriptor.csvPart)",
            "Reads " + descriptor.reads.prefix(6).map(\.text).joined(separator: ", ")
                + (descriptor.reads.count > 6 ? " and \(descriptor.reads.count - 6) more" : ""),
        ]
        for option in descriptor.options {
            let allowed = option.allowed.count <= 8 ? option.allowed : []
            lines.append("")
            lines.append(
                "  \(option.key)" + (option.default.map { ": \($0.text)" } ?? "")
                    + (option.isRequired ? " (required)" : ""))
            lines.append("      \(option.summary)")
            if !allowed.isEmpty { lines.append("      one of \(allowed.joined(separator: ", "))") }
        }
        return lines
    }
}

extension OptionValue {
    /// As it would stand in the configuration.
    var text: String {
        switch self {
        case .flag(let flag): flag ? "true" : "false"
        case .word(let word): word
        case .integer(let number): String(number)
        case .list(let words): "[" + words.joined(separator: ", ") + "]"
        }
    }
}

extension ProviderDescriptor.Reading {
    var text: String {
        switch self {
        case .type(let name): name
        case .types(let prefix): prefix + "*"
        case .document(let kind): kind
        }
    }
}
