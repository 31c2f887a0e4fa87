/// What the app's configuration or deep link says, under the names of the deep link, in lower case.
struct AppFields {
    var values: [String: String] = [:]
    /// In the order in which they were written.
    var headers: [(name: String, value: String)] = []
    /// Display names; `nil` when nothing is said about metrics.
    var metrics: [String]?
    /// What has no equal, one sentence each.
    var notes: [String] = []

    /// Parameters of the deep link other than `headers` and `metrics`.
    static let names: Set<String> = [
        "url", "name", "format", "datatype", "aggregatedata", "aggregatesleep", "period",
        "interval",
        "exportversion", "syncinterval", "syncquantity", "requesttimeout", "batchrequests",
        "notifyonupdate", "notifywhenrun", "includeroutes", "includeworkoutmetadata",
        "workoutsmetadatainterval", "workouttypes", "enabled",
    ]

    /// The automation's name; the app's own for a new one when there is none.
    var name: String {
        values["name"].flatMap { $0.isEmpty ? nil : $0 } ?? "New Automation"
    }

    /// The value in lower case without blanks, dots and underscores, as words compare: `Since Last
    /// Sync` is `sincelastsync`. Empty when absent.
    func word(_ name: String) -> String {
        (values[name] ?? "").lowercased().filter { $0.isLetter || $0.isNumber }
    }

    func flag(_ name: String) -> Bool? {
        switch word(name) {
        case "true", "1", "yes": true
        case "false", "0", "no": false
        default: nil
        }
    }
}
