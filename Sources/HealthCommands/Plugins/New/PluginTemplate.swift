import HealthPipeline

/// The files of a new plugin: the samples of one quantity, one record each, read back as well.
struct PluginTemplate {
    struct File {
        /// Below the plugin's folder.
        var path: String
        var text: String
    }

    let name: PluginName
    /// What it reads: a quantity of one type.
    let metric: Metric

    var type: String { metric.types.first ?? "" }
    var unit: String { metric.metricUnit }

    var files: [File] {
        [
            File(path: "README.md", text: readme),
            File(path: "Sources/\(name.name)Provider.swift", text: provider),
            File(path: "Sources/\(name.name)Record.swift", text: record),
            File(path: "Tests/\(name.name)Tests.swift", text: tests),
        ] + fixtures.map { File(path: "Tests/Fixtures/\($0.path)", text: $0.text) }
    }

    private var readme: String {
        """
        # \(name.title)

        ## Purpose

        Sends what the Health app holds as "\(metric.displayName)", one record for each entry.

        ## Reads

        - `\(type)`.
        - Documents of kind `\(name.dataKey)`: records read back from JSON and CSV. A record that is also there as a
          sample is sent once.

        Since last sync, a record is sent when it arrived. Records are ordered by start.

        ## Settings

        `data_type: \(name.id)`. None of its own.

        ## Records

        | key | column | value |
        |---|---|---|
        | `start` | Start | local date with offset |
        | `qty` | \(name.title) | a number |
        | `units` | Unit | as recorded |
        | `source` | Source | left out when unknown |

        An item without `start` or `qty` is refused.

        ## Examples

        ```json
        \(example)
        ```

        ```csv
        \(header)
        2026-03-10 07:00:00 +0100,250,\(unit),Phone
        ```

        """
    }

    private var tests: String {
        let imports = ["Foundation", "HealthPluginTesting", "Testing", name.name].sorted()
        return """
            \(imports.map { "import \($0)" }.joined(separator: "\n"))

            @Suite struct \(name.name)Tests {
                @Test func `it keeps the contract of plugins`() throws {
                    let findings = try PluginContract.findings(
                        of: \(name.name)Provider(), in: Bundle.module.resourceURL)
                    #expect(findings == [])
                }
            }

            """
    }

    var example: String {
        #"{"data":{"\#(name.dataKey)":[{"start":"2026-03-10 07:00:00 +0100","qty":250,"#
            + #""units":"\#(unit)","source":"Phone"}]}}"#
    }

    var header: String { "Start,\(name.title),Unit,Source" }
}
