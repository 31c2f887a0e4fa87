import HealthPipeline

/// `hae.plugins/1`: what can stand as `data_type`.
struct PluginsReport: Report {
    struct Row {
        var id: String
        var kind: String
        var title: String
        var summary: String
        var reads: [String]
        /// `nil` without a store, and for taps, whose data is elsewhere.
        var held: StoreHoldings.Holding?
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
                    $0.key("held")
                    if let held = row.held {
                        $0.object { held.writeMembers(to: &$0) }
                    } else {
                        $0.null()
                    }
                }
            }
        }
    }

    var lines: [String] {
        let nothing = StoreHoldings.Holding().cells
        var table = Table(
            [("ID", .left), ("KIND", .left), ("TITLE", .left)] + StoreHoldings.Holding.columns
                + [("WHAT IT SENDS", .left)])
        for row in rows {
            table.add(
                [row.id, row.kind, row.title] + (row.held?.cells ?? nothing) + [row.summary])
        }
        return table.lines
    }
}
