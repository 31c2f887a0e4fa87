import Foundation
import HealthConfig
import HealthEncoding
import HealthPlugin
import HealthStore

/// A file for somebody who is to help: how things stand, without secrets, addresses, names of devices and values.
///
/// Whatever goes in is scrubbed once more: no secret that the configuration refers to, no value of a header, no
/// host and no path of the person comes through, wherever it might stand.
public struct Diagnostics {
    private let workspace: Workspace
    private let scrubber: Scrubber
    private var files: [(name: String, content: [UInt8])] = []

    public init(_ workspace: Workspace) {
        self.workspace = workspace
        scrubber = Scrubber(workspace)
    }

    /// Adds a file that somebody else has made.
    public mutating func add(_ name: String, _ content: [UInt8]) {
        files.append((name, scrubber.scrubbed(content)))
    }

    /// Adds what the pipeline knows by itself: versions, configuration, counts of the store, files of the spool.
    public mutating func addOwn() {
        add("versions.json", Self.document { writeVersions(to: &$0) })
        add("configuration.json", Self.document { writeConfiguration(to: &$0) })
        add("store.json", Self.document { writeStore(to: &$0) })
        add("files.json", Self.document { writeFiles(to: &$0) })
    }

    public var names: [String] { files.map(\.name) }

    /// Writes the archive with mode 0600.
    ///
    /// - Throws: ``FileWriteError``, also when there is such a file already.
    public func write(to path: String) throws {
        var zip = PlainZip()
        for file in files { zip.add(file.name, file.content) }
        try AtomicFile.create(zip.finished(), at: path)
    }

    private static func document(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter()
        json.object(members)
        json.bytes.append(UInt8(ascii: "\n"))
        return json.bytes
    }

    // MARK: - Content

    private func writeVersions(to json: inout JSONWriter) {
        json.text("hae", ProgramVersion.number)
        json.text("sqlite", Libraries.sqlite)
        json.text("libcurl", Libraries.curl)
        json.text("system", ProcessInfo.processInfo.operatingSystemVersionString)
        json.text("time", workspace.now.instant.rfc3339)
        json.key("processors")
        json.integer(ProcessInfo.processInfo.processorCount)
        json.key("memory_bytes")
        json.integer(ProcessInfo.processInfo.physicalMemory)
    }

    private func writeConfiguration(to json: inout JSONWriter) {
        let configuration = workspace.configuration
        json.key("warnings")
        json.array {
            for warning in configuration.warnings {
                $0.string("line \(warning.place?.line ?? 0): \(warning.message)")
            }
        }
        json.key("settings")
        json.object { for (key, value) in configuration.shared { $0.text(key, value) } }
        json.key("automations")
        json.array {
            for automation in configuration.automations {
                $0.object { json in
                    for setting in automation.settings {
                        json.text(setting.key, Self.masked(setting))
                    }
                }
            }
        }
    }

    /// What a helper needs of a setting: that it is there, not what a person has put there.
    private static func masked(_ setting: ConfigSetting) -> String {
        switch setting.key {
        case "url": String(setting.yaml.drop { $0 == "\"" }.prefix { $0 != ":" }) + "://(masked)"
        case "headers", "proxy", "ca_file", "client_cert", "client_key", "preferred_sources":
            setting.yaml == "null" ? "null" : "(set)"
        default: setting.yaml
        }
    }

    private func writeStore(to json: inout JSONWriter) {
        let figures: StoreFigures
        do {
            figures = try StoreFigures(workspace.openStore(.readOnly))
        } catch {
            return json.text("error", "\(error)")
        }
        json.text("store_id", figures.id)
        json.key("generation")
        json.integer(figures.generation)
        for (name, counts) in [
            ("samples", figures.samples), ("documents", figures.documents),
            ("rejects", figures.rejects),
        ] {
            json.key(name)
            json.object {
                for (name, count) in counts {
                    $0.key(name)
                    $0.integer(count)
                }
            }
        }
    }

    private func writeFiles(to json: inout JSONWriter) {
        let manager = FileManager.default
        for name in ((try? manager.contentsOfDirectory(atPath: workspace.spool)) ?? []).sorted() {
            let path = workspace.spool + "/" + name
            guard let facts = try? manager.attributesOfItem(atPath: path) else { continue }
            let size = (facts[.size] as? NSNumber)?.int64Value ?? 0
            let mode = (facts[.posixPermissions] as? NSNumber)?.intValue ?? 0
            let isFolder = facts[.type] as? FileAttributeType == .typeDirectory
            let what =
                isFolder
                ? "folder with \((try? manager.subpathsOfDirectory(atPath: path))?.count ?? 0) entries"
                : "\(size) bytes"
            json.text(name, "\(what), mode \(String(mode, radix: 8))")
        }
    }
}

extension HaeConfig {
    /// What stands at the top of the file, as text.
    fileprivate var shared: [(String, String)] {
        func days(_ time: Duration?) -> String { time.map { "\($0)" } ?? "never" }
        return [
            ("timezone", measure.timezone ?? "the system's"), ("units", measure.units.rawValue),
            ("inbox", inbox == nil ? "null" : "(set)"),
            ("prometheus", prometheus == nil ? "null" : "(set)"),
            ("slow_query", "\(slowQuery)"),
            ("quota.max_bytes", "\(quota.bytesMax)"),
            ("quota.max_messages", "\(quota.messagesMax)"),
            ("quota.max_message", "\(quota.messageBytesMax)"),
            ("quota.min_free", "\(quota.freeBytesMin)"),
            ("retention.receipts", days(retention.receipts)),
            ("retention.events", days(retention.events)),
            ("retention.dead", days(retention.dead)),
            ("notifications.command", notifications.command == nil ? "null" : "(set)"),
            ("notifications.webhook", notifications.webhook?.style.rawValue ?? "null"),
            ("notifications.desktop", "\(notifications.desktop)"),
            ("plugins", "\(taps.count)"),
        ]
    }
}

extension JSONWriter {
    fileprivate mutating func text(_ name: String, _ text: String) {
        key(name)
        string(text)
    }
}
