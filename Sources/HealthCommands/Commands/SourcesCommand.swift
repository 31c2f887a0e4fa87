import ArgumentParser
import HealthPipeline

struct SourcesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "Show what the store holds: types, sources, ranges, documents, rejects, imports.",
        discussion: "Exit code 69: there is no store yet; import an archive first.")

    @Flag(help: "One JSON document on standard output: hae.sources/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let workspace = try global.workspace()
        let store = try workspace.openStore(.readOnly)
        SourcesReport(
            types: try store.reader().types(), kinds: try store.documentKinds(),
            rejects: try store.rejects(), imports: try store.imports()
        ).print(json: json)
    }
}

/// `hae.sources/1`: the store's inventory.
struct SourcesReport: Report {
    static let schema = "hae.sources/1"

    let types: [TypeSummary]
    let kinds: [HealthStore.KindSummary]
    let rejects: [HealthStore.RejectSummary]
    let imports: [ImportRecord]

    func writeMembers(to json: inout JSONWriter) {
        json.key("types")
        json.array { for type in types { type.write(to: &$0) } }
        json.key("documents")
        json.array {
            for kind in kinds {
                $0.object {
                    $0.member("kind", kind.kind)
                    $0.member("form", kind.form.rawValue)
                    $0.member("count", kind.count)
                }
            }
        }
        json.key("rejects")
        json.array {
            for reject in rejects {
                $0.object {
                    $0.member("kind", reject.kind)
                    $0.member("reason", reject.reason)
                    $0.member("count", reject.count)
                    $0.member("file", reject.file)
                    $0.member("offset", reject.offset)
                }
            }
        }
        json.key("imports")
        json.array { for record in imports { record.write(to: &$0) } }
    }

    var lines: [String] {
        var table = Table([
            ("TYPE", .left), ("SAMPLES", .right), ("FIRST", .left), ("LAST", .left),
            ("SOURCES", .left),
        ])
        for type in types {
            table.add([
                Self.short(type.name), Humanize.count(type.samples), type.first.day,
                type.last.day, type.sources.joined(separator: ", "),
            ])
        }
        var documents = Table([("DOCUMENTS", .left), ("COUNT", .right)])
        for kind in kinds { documents.add([kind.kind, Humanize.count(kind.count)]) }
        var refused = Table([("REJECTS", .left), ("COUNT", .right), ("FIRST", .left)])
        for reject in rejects {
            refused.add([
                "\(reject.kind): \(reject.reason)", Humanize.count(reject.count),
                "\(reject.file), byte \(reject.offset)",
            ])
        }
        var history = Table([
            ("IMPORT", .right), ("FILE", .left), ("EXPORTED", .left), ("NEW", .right),
            ("KNOWN", .right), ("GONE", .right), ("REJECTED", .right),
        ])
        for record in imports {
            history.add([
                String(record.generation), record.name, record.exportDate?.rfc3339 ?? "-",
                Humanize.count(record.total.inserted), Humanize.count(record.total.duplicates),
                Humanize.count(record.total.gone), Humanize.count(record.rejected),
            ])
        }
        return [table, documents, refused, history].map(\.lines).filter { !$0.isEmpty }
            .joined(separator: [""]).map { $0 }
    }

    /// The identifier without the prefix that all types of its kind share.
    static func short(_ name: String) -> String {
        for prefix in [Catalogue.quantityPrefix, Catalogue.categoryPrefix]
        where name.hasPrefix(prefix) {
            return String(name.dropFirst(prefix.count))
        }
        return name
    }
}

extension Instant {
    /// The day in UTC, for tables.
    fileprivate var day: String {
        var dates = DateWriter(zone: .utc)
        return dates.text(self, as: .day)
    }
}

extension TypeSummary {
    fileprivate func write(to json: inout JSONWriter) {
        json.object {
            $0.member("type", name)
            $0.member("samples", samples)
            $0.member("first", first.rfc3339)
            $0.member("last", last.rfc3339)
            $0.key("sources")
            $0.array { for source in sources { $0.string(source) } }
        }
    }
}

extension ImportRecord {
    fileprivate func write(to json: inout JSONWriter) {
        json.object {
            $0.member("generation", generation)
            $0.member("file", name)
            $0.member("exported", exportDate?.rfc3339)
            $0.member("inserted", total.inserted)
            $0.member("duplicates", total.duplicates)
            $0.member("gone", total.gone)
            $0.member("rejected", rejected)
        }
    }
}
