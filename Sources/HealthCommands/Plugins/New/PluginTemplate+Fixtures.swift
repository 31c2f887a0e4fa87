import HealthPipeline

extension PluginTemplate {
    /// Two cases: what an archive brings, and what the app's JSON brings.
    var fixtures: [File] {
        [
            File(path: "archive/settings.json", text: settings),
            File(path: "archive/input.archive.json", text: archive),
            File(
                path: "archive/expected.json",
                text: body([
                    #"{"start":"2026-03-10 07:00:00 +0100","qty":250,"units":"\#(unit)","#
                        + #""source":"Phone"}"#,
                    #"{"start":"2026-03-10 09:30:00 +0100","qty":0.5,"units":"\#(unit)"}"#,
                ])),
            File(
                path: "archive/expected.csv",
                text: """
                    \(header)
                    2026-03-10 07:00:00 +0100,250,\(unit),Phone
                    2026-03-10 09:30:00 +0100,0.5,\(unit),

                    """),
            File(path: "payload/settings.json", text: settings),
            File(
                path: "payload/input.json",
                text: body([known, #"{"start":"2026-03-10 09:30:00 +0100"}"#])),
            File(path: "payload/expected.json", text: body([known])),
            File(
                path: "payload/expected.errors.txt",
                text: "input.json: item 2: \"qty\" is missing\n"),
        ]
    }

    private var settings: String { "{\"zone\":\"Europe/Berlin\"}\n" }

    private var known: String {
        #"{"start":"2026-03-10 07:00:00 +0100","qty":250,"units":"\#(unit)","source":"Phone","#
            + #""note":"kept"}"#
    }

    private var archive: String {
        """
        {"exportDate":"2026-03-11 08:00:00 +0100","samples":[
         {"type":"\(type)","start":"2026-03-10 07:00:00 +0100","source":"Phone","value":250,"unit":"\(unit)"},
         {"type":"\(type)","start":"2026-03-10 09:30:00 +0100","source":"","value":0.5,"unit":"\(unit)"}
        ]}

        """
    }

    private func body(_ items: [String]) -> String {
        """
        {"data":{"\(name.dataKey)":[
         \(items.joined(separator: ",\n "))
        ]}}

        """
    }
}
