import ArgumentParser
import HealthPipeline

struct AutomationsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show every setting of automations, defaults included.",
        discussion: """
            Each as it could stand in the configuration, with what comes from the top of the file and with its \
            derived id. References to secrets are shown as they are written, and never followed; a secret that \
            is written out is (secret).

            Exit codes: 0 done, 78 bad configuration or no such automation.
            """)

    @Argument(help: ArgumentHelp("Names or ids; all when there is none.", valueName: "name"))
    var names: [String] = []

    @Flag(help: "One JSON document on standard output: hae.automations.show/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let workspace = try global.workspace()
        let automations =
            names.isEmpty
            ? workspace.configuration.automations
            : try names.map { try workspace.configuration.automation(called: $0) }
        AutomationSettingsReport(
            automations: try automations.map {
                ($0.name, $0.resolved(zone: try workspace.zone(of: $0.measure).name).settings)
            }
        ).print(json: json)
    }
}

/// `hae.automations.show/1`: settings by key, each as YAML text.
struct AutomationSettingsReport: Report {
    static let schema = "hae.automations.show/1"

    let automations: [(name: String, settings: [ConfigSetting])]

    func writeMembers(to json: inout JSONWriter) {
        json.key("automations")
        json.array {
            for automation in automations {
                $0.object {
                    $0.member("name", automation.name)
                    $0.key("settings")
                    $0.object {
                        for setting in automation.settings { $0.member(setting.key, setting.yaml) }
                    }
                }
            }
        }
    }

    var lines: [String] {
        automations.flatMap { automation in
            automation.settings.enumerated().map { index, setting in
                (index == 0 ? "- " : "  ") + "\(setting.key): \(setting.yaml)"
            }
        }
    }
}

extension AutomationConfig {
    /// With the id and the zone that it gets when the file names none.
    fileprivate func resolved(zone: String) -> AutomationConfig {
        var resolved = self
        resolved.id = identity
        resolved.measure.timezone = zone
        return resolved
    }
}
