import HealthPipeline

/// `hae.plugins.check/1`: what is wrong with the plugins of a checkout.
struct PluginsCheckReport: Report {
    static let schema = "hae.plugins.check/1"

    let plugins: [String]
    let findings: [PluginFinding]

    func writeMembers(to json: inout JSONWriter) {
        json.key("plugins")
        json.array { for plugin in plugins { $0.string(plugin) } }
        json.key("findings")
        json.array {
            for finding in findings {
                $0.object {
                    $0.key("plugin")
                    $0.string(finding.plugin)
                    $0.key("code")
                    $0.string(finding.code)
                    $0.key("file")
                    if finding.file.isEmpty { $0.null() } else { $0.string(finding.file) }
                    $0.key("problem")
                    $0.string(finding.problem)
                }
            }
        }
    }

    var lines: [String] {
        findings.map { finding in
            "\(finding.plugin): " + (finding.file.isEmpty ? "" : "\(finding.file): ")
                + finding.problem
        } + [
            findings.isEmpty
                ? "\(Humanize.count(plugins.count, "plugin")), nothing to say."
                : "\(Humanize.count(findings.count, "finding"))."
        ]
    }
}
