import Foundation
import HealthConfig
import HealthModel

/// Takes out of a text what nobody else has to know: secrets, header values, addresses, paths of a person.
struct Scrubber {
    /// What is taken out, the longest first, and what stands there instead.
    private var replacements: [(text: [UInt8], instead: [UInt8])] = []

    init(_ workspace: Workspace) {
        let configuration = workspace.configuration
        for automation in configuration.automations {
            let templates =
                [automation.delivery.url] + automation.delivery.headers.map(\.value)
            for template in templates { add(template, workspace.secrets) }
        }
        for template in configuration.taps.compactMap(\.config).flatMap(\.templates) {
            add(template, workspace.secrets)
        }
        if let webhook = configuration.notifications.webhook {
            add(webhook.url, workspace.secrets)
        }
        add(workspace.spool, "(spool)")
        add(configuration.directory, "(folder)")
        if let home = workspace.environment["HOME"] { add(home, "(home)") }
        replacements.sort { $0.text.count > $1.text.count }
    }

    private mutating func add(_ template: Template, _ source: SecretSource) {
        for reference in template.references {
            if let value = try? source.value(of: reference) { add(value, "(secret)") }
        }
        guard let text = try? template.resolve(from: source) else { return }
        add(text, "(masked)")
        if let host = URL(string: text)?.host(percentEncoded: false) { add(host, "(host)") }
    }

    /// Short texts stand in every other word.
    private mutating func add(_ text: String, _ instead: String) {
        guard text.utf8.count >= 4 else { return }
        for form in [text, text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")] {
            replacements.append((Array(form.utf8), Array(instead.utf8)))
        }
    }

    func scrubbed(_ bytes: [UInt8]) -> [UInt8] {
        replacements.reduce(bytes) { bytes, replacement in
            bytes.replacing(replacement.text, with: replacement.instead)
        }
    }
}
