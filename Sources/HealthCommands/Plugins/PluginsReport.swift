import HealthPipeline

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
