import HealthPipeline

/// `hae.plugins.new/1`: what was written, and what comes next.
struct NewPluginReport: Report {
    static let schema = "hae.plugins.new/1"

    let name: PluginName
    let plugin: NewPlugin

    func writeMembers(to json: inout JSONWriter) {
        json.key("name")
        json.string(name.name)
        json.key("id")
        json.string(name.id)
        json.key("files")
        json.array { for path in plugin.paths.new { $0.string(path) } }
        json.key("changed")
        json.array { for path in plugin.paths.changed { $0.string(path) } }
    }

    var lines: [String] {
        ["Wrote \(plugin.folder) and entered it in:"] + plugin.paths.changed.map { "  \($0)" } + [
            "It sends what it reads as data_type: \(name.id). Next:",
            "  swift test --filter \(name.name)Tests",
            "  swift run hae plugins show \(name.id)",
            "  Plugins/README.md says how to make it yours.",
        ]
    }
}
