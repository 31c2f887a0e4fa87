import HealthPipeline

/// `hae.automations.import/1`: what was appended, or would be. Holds no secret.
struct AutomationsImportReport: Report {
    static let schema = "hae.automations.import/1"

    let imported: AutomationImport
    let dryRun: Bool

    func writeMembers(to json: inout JSONWriter) {
        json.member("dry_run", dryRun)
        json.member("file", imported.file.path)
        json.member("new_file", imported.isNew)
        json.key("automations")
        json.array {
            for automation in imported.automations {
                $0.object {
                    $0.member("name", automation.name)
                    $0.member("yaml", automation.yaml)
                    $0.key("notes")
                    $0.array { for note in automation.notes { $0.string(note) } }
                    $0.key("secret_files")
                    $0.array { for secret in automation.secrets { $0.string(secret.path) } }
                }
            }
        }
    }

    var lines: [String] {
        imported.automations.flatMap { $0.yaml.split(separator: "\n").map(String.init) }
    }

    /// For people, on standard error.
    var talk: [String] {
        var lines: [String] = []
        for automation in imported.automations {
            lines.append(
                "\"\(automation.name)\" \(dryRun ? "would be appended" : "was appended") to "
                    + imported.file.name)
            lines += automation.notes.map { "  " + $0 }
        }
        if imported.automations.isEmpty {
            lines.append("There was no automation in it; nothing was changed.")
        } else if !dryRun {
            lines.append(
                "Look at it with: hae automations show \"\(imported.automations[0].name)\"; then try: hae check"
            )
        }
        return lines
    }
}
