import HealthConfig
import Testing

/// What cannot stand together: the list at the end of the configuration reference, and a little
/// more.
@Suite struct CombinationTests {
    @Test func `csv excludes batches and single samples`() {
        let text = automation(
            "metrics: all\nformat: csv\nbatch_requests: true\nsummarize: false",
            dataType: "health_metrics")
        #expect(
            mistakes(in: text) == """
                hae.yaml:7:5: "batch_requests" in automation "Runs" works with format: json only
                    batch_requests: true
                    ^
                  Write batch_requests: false, or format: json
                hae.yaml:8:5: "summarize" in automation "Runs" can have this value with format: json only
                    summarize: false
                    ^
                  Write summarize: true, or format: json
                """)
        #expect(
            mistakes(
                in: automation(
                    "metrics: all\nformat: csv\nbatch_requests: false\nsummarize: true",
                    dataType: "health_metrics")) == "")
    }

    @Test func `version 1 has no grouping of workouts`() {
        #expect(
            mistakes(in: automation("version: 1\nworkout_time_grouping: minutes")) == """
                hae.yaml:6:5: "workout_time_grouping" in automation "Runs" works with version: 2 only
                    workout_time_grouping: minutes
                    ^
                  Remove it, or write version: 2
                """)
        #expect(mistakes(in: automation("version: 2\nworkout_time_grouping: minutes")) == "")
    }

    @Test func `options belong to their data type`() {
        #expect(
            mistakes(in: automation("metrics: all")) == """
                hae.yaml:5:5: "metrics" is an option of health_metrics; automation "Runs" has data_type workouts
                    metrics: all
                    ^
                  Options of workouts: include_route, include_workout_metrics, workout_time_grouping
                """)
        #expect(
            mistakes(in: automation("include_route: true", dataType: "symptoms")) == """
                hae.yaml:5:5: "include_route" is an option of workouts; automation "Runs" has data_type symptoms
                    include_route: true
                    ^
                  symptoms has no options of its own.
                """)
    }

    @Test func `a time of day wants days or weeks`() {
        #expect(
            mistakes(in: automation("at: \"03:30\"\nevery: 3 hours")) == """
                hae.yaml:5:5: "at" in automation "Runs" works with a cadence of days or weeks only, not every: 3 hours
                    at: "03:30"
                    ^
                  Write for example every: 1 day
                """)
        #expect(
            mistakes(in: automation("at: \"03:30\"")) == """
                hae.yaml:5:5: "at" in automation "Runs" needs "every" beside it
                    at: "03:30"
                    ^
                  Write for example every: 1 day
                """)
        #expect(mistakes(in: automation("at: \"03:30\"\nevery: 2 weeks")) == "")
    }

    @Test func `names and ids are unique`() {
        let id = "63c89245-980e-5515-8f96-49bc63fe9de6"
        let text = """
            automations:
              - { name: A, id: \(id), url: https://a.example, data_type: symptoms }
              - { name: A, id: \(id.uppercased()), url: https://a.example, data_type: symptoms }
            """
        #expect(
            mistakes(in: text) == """
                hae.yaml:3:7: "name" in automation "A" is the same as that of the automation in line 2
                  - { name: A, id: 63C89245-980E-5515-8F96-49BC63FE9DE6, url: https://a.example, data_type: symptoms
                      ^
                  Each automation needs a name of its own.
                hae.yaml:3:16: "id" in automation "A" is the same as that of the automation in line 2
                  - { name: A, id: 63C89245-980E-5515-8F96-49BC63FE9DE6, url: https://a.example, data_type: symptoms
                               ^
                  Each automation needs an id of its own.
                """)
    }

    @Test(arguments: [
        ("https://a.example/x", "https://a.example:443/y", true),
        ("https://a.example/x", "HTTPS://A.example?q", true),
        ("http://a.example:80/x", "http://a.example", true),
        ("https://[::1]:8443/x", "https://[::1]:8443", true),
        ("https://${env:HOST}/x", "https://${env:HOST}/y", true),
        ("https://a.example/x", "http://a.example/x", false),
        ("https://a.example/x", "https://b.example/x", false),
        ("https://a.example/x", "https://a.example:444/x", false),
        ("https://${env:HOST}/x", "https://${env:OTHER}/x", false),
    ]) func `automations of one lane have one origin`(first: String, second: String, fits: Bool) {
        let text = """
            automations:
              - { name: A, lane: home, url: "\(first)", data_type: symptoms }
              - { name: B, lane: home, url: "\(second)", data_type: symptoms }
            """
        let printed = mistakes(in: text)
        #expect(printed.isEmpty == fits, "\(printed)")
    }

    @Test func `a lane with two hosts says which`() {
        let text = """
            automations:
              - name: A
                lane: home
                url: https://a.example/x
                data_type: symptoms
              - name: B
                lane: home
                url: http://b.example:8123/x
                data_type: symptoms
            """
        #expect(
            mistakes(in: text) == """
                hae.yaml:7:5: "lane" in automation "B" is shared with automation "A", which sends to \
                https://a.example:443, not http://b.example:8123
                    lane: home
                    ^
                  Automations of one lane need the same scheme, host and port.
                """)
    }

    @Test func `a key for a certificate needs the certificate`() {
        #expect(
            mistakes(in: automation("client_key: a.pem")) == """
                hae.yaml:5:5: "client_key" in automation "Runs" needs "client_cert" beside it
                    client_key: a.pem
                    ^
                """)
        #expect(mistakes(in: automation("client_cert: a.pem")) == "")
    }

    @Test func `keys of the top are not keys of an automation`() {
        #expect(
            mistakes(in: automation("spool: /tmp/x")) == """
                hae.yaml:5:5: "spool" stands at the top of the file, not in automation "Runs"
                    spool: /tmp/x
                    ^
                  Move it to the beginning of a line.
                """)
    }

    @Test func `a plugin becomes a data type, wherever it stands`() throws {
        let text =
            automation(dataType: "oura") + "plugins: [{ id: oura, tap: [tap-oura, --quick] }]\n"
        let config = try read(text)
        #expect(config.automations.map(\.dataType) == ["oura"])
        #expect(config.taps.map(\.command) == [["tap-oura", "--quick"]])
        #expect(config.taps.map(\.environmentNames) == [["PATH", "LANG", "TZ"]])
        #expect(
            mistakes(
                in:
                    "plugins:\n  - { id: symptoms, tap: [a] }\n  - { id: b, tap: [] }\n  - { id: b, tap: [a] }\n"
            )
                == """
                hae.yaml:2:11: "id" in plugin "symptoms" is the name of a built-in data type
                  - { id: symptoms, tap: [a] }
                          ^
                  Give the plugin another id.
                hae.yaml:3:19: "tap" in plugin "b" must not be an empty list
                  - { id: b, tap: [] }
                                  ^
                  Allowed: a list
                hae.yaml:4:7: "id" in plugin "b" is the same as that of the plugin in line 3
                  - { id: b, tap: [a] }
                      ^
                  Each plugin needs an id of its own.
                """)
    }
}
