import HealthConfig
import Testing

/// Whole texts of what is printed about a file, as people see them.
@Suite struct MistakesTests {
    @Test func `an unknown key names the nearest one and what is allowed`() {
        #expect(
            mistakes(in: automation("formt: json")) == """
                hae.yaml:5:5: unknown key "formt" in automation "Runs"; did you mean "format"?
                    formt: json
                    ^
                  Allowed here: name, id, enabled, url, timeout, headers, allow_insecure, ca_file, \
                client_cert, client_key, proxy, compression, …
                """)
    }

    @Test func `an unknown key that is like no other shows all keys`() {
        #expect(
            mistakes(in: "quota: { gigabytes: 5 }\nxylophone: 1") == """
                hae.yaml:1:10: unknown key "gigabytes" in "quota"
                quota: { gigabytes: 5 }
                         ^
                  Allowed here: max_bytes, max_messages, max_message, min_free
                hae.yaml:2:1: unknown key "xylophone"
                xylophone: 1
                ^
                  Allowed here: timezone, units, metric_units, metric_names, preferred_sources, separate_sources,
                    week_start, spool, inbox, quota, retention, slow_query, notifications, prometheus, plugins,
                    automations
                """)
    }

    @Test func `a misspelt required key is one mistake and not two`() {
        let text = """
            automations:
              - name: Runs
                url: https://api.example.com/in
                data_typ: workouts
            """
        #expect(
            mistakes(in: text) == """
                hae.yaml:4:5: unknown key "data_typ" in automation "Runs"; did you mean "data_type"?
                    data_typ: workouts
                    ^
                  Allowed here: name, id, enabled, url, timeout, headers, allow_insecure, ca_file, \
                client_cert, client_key, proxy, compression, …
                """)
    }

    @Test func `all mistakes come at once and in file order`() {
        let text = """
            timezone: Europe/Berln
            spool: [a]
            automations:
              - name: Runs
                url: ftp://x
                data_type: workouts
                format: jsn
                timeout: 60
                compression:
                every: 3 fortnights
                version: 3
                enabled: yes
              - data_type: health_metric
                url: https://api.example.com/in
            """
        #expect(
            mistakes(in: text) == """
                hae.yaml:1:11: "timezone" cannot be "Europe/Berln": there is no such time zone; did you mean \
                "Europe/Berlin"?
                timezone: Europe/Berln
                          ^
                  Allowed: a name such as Europe/Berlin
                hae.yaml:2:8: "spool" must be a single value, not a list or mapping
                spool: [a]
                       ^
                  Allowed: a path
                hae.yaml:5:10: "url" in automation "Runs" must begin with http:// or https://
                    url: ftp://x
                         ^
                  Allowed: a URL that begins with http:// or https://
                hae.yaml:7:13: "format" in automation "Runs" cannot be "jsn"; did you mean "json"?
                    format: jsn
                            ^
                  Allowed: json, csv
                hae.yaml:8:14: "timeout" in automation "Runs" needs a unit
                    timeout: 60
                             ^
                  Write for example: 60s, 60m, 60h
                hae.yaml:9:5: "compression" in automation "Runs" has no value
                    compression:
                    ^
                  Allowed: none | gzip
                hae.yaml:10:12: "every" in automation "Runs" cannot be "3 fortnights"
                    every: 3 fortnights
                           ^
                  Allowed: N minutes | hours | days | weeks
                hae.yaml:11:14: "version" in automation "Runs" cannot be "3"
                    version: 3
                             ^
                  Allowed: a whole number from 1 to 2
                hae.yaml:12:14: "enabled" in automation "Runs" cannot be "yes"
                    enabled: yes
                             ^
                  Allowed: true, false
                hae.yaml:13:5: automation 2 has no "name", which is required
                  - data_type: health_metric
                    ^
                  Add for example: name: My Backend API
                hae.yaml:13:16: "data_type" in automation 2 cannot be "health_metric"; did you mean \
                "health_metrics"?
                  - data_type: health_metric
                               ^
                  Allowed: health_metrics, workouts, symptoms; or the id of a plugin
                """)
    }

    @Test func `each of several doubled keys is reported`() {
        let text = """
            units: us
            "units": metric
            quota: { min_free: 1GiB, min_free: 2GiB, 'min_free': 3GiB }
            units: us
            """
        #expect(
            mistakes(in: text) == """
                hae.yaml:2:1: "units" stands here again; it is already in line 1
                "units": metric
                ^
                  Keep one of them.
                hae.yaml:3:26: "min_free" in "quota" stands here again; it is already in line 3
                quota: { min_free: 1GiB, min_free: 2GiB, 'min_free': 3GiB }
                                         ^
                  Keep one of them.
                hae.yaml:3:42: "min_free" in "quota" stands here again; it is already in line 3
                quota: { min_free: 1GiB, min_free: 2GiB, 'min_free': 3GiB }
                                                         ^
                  Keep one of them.
                hae.yaml:4:1: "units" stands here again; it is already in line 1
                units: us
                ^
                  Keep one of them.
                """)
    }

    @Test func `required keys are asked for with an example`() {
        #expect(
            mistakes(in: "automations:\n  - enabled: false\n") == """
                hae.yaml:2:5: automation 1 has no "name", which is required
                  - enabled: false
                    ^
                  Add for example: name: My Backend API
                hae.yaml:2:5: automation 1 has no "url", which is required
                  - enabled: false
                    ^
                  Add for example: url: https://api.example.com/health-data
                hae.yaml:2:5: automation 1 has no "data_type", which is required
                  - enabled: false
                    ^
                  Add for example: data_type: health_metrics
                """)
    }

    @Test func `an option that a data type requires is asked for`() {
        #expect(
            mistakes(in: automation(dataType: "health_metrics")) == """
                hae.yaml:2:5: automation "Runs" has no "metrics", which is required
                  - name: Runs
                    ^
                  Add for example: metrics: [step_count, heart_rate]
                """)
    }

    @Test func `words of metrics are checked wherever they stand`() {
        let text = """
            metric_units: { active_energie: kJ, active_energy: km }
            metric_names: { vo2max: v }
            preferred_sources: { defualt: [Watch], step_count: Watch }
            """
        #expect(
            mistakes(in: text) == """
                hae.yaml:1:17: "metric_units" has no metric "active_energie"; did you mean "active_energy"?
                metric_units: { active_energie: kJ, active_energy: km }
                                ^
                  All names: hae metrics
                hae.yaml:1:52: "metric_units" cannot give "active_energy" in "km": it is an energy
                metric_units: { active_energie: kJ, active_energy: km }
                                                                   ^
                hae.yaml:2:17: "metric_names" has no metric "vo2max"; did you mean "vo2_max"?
                metric_names: { vo2max: v }
                                ^
                  All names: hae metrics
                hae.yaml:3:22: "preferred_sources" has no metric "defualt"; did you mean "default"?
                preferred_sources: { defualt: [Watch], step_count: Watch }
                                     ^
                  All names: hae metrics
                hae.yaml:3:40: "preferred_sources" needs a list of sources for "step_count", best first
                preferred_sources: { defualt: [Watch], step_count: Watch }
                                                       ^
                  Write for example: step_count: [Apple Watch, iPhone]
                """)
    }

    @Test(arguments: [
        ("timeout: 5 parsecs", "a duration such as 30s, 5m, 6h, 7d or 3 hours"),
        ("life: never", "a duration such as 30s, 5m, 6h, 7d or 3 hours"),
        ("max_body: 5M", "a size such as 5MiB or 200kB"),
        ("max_body: 0", "a size such as 5MiB or 200kB"),
        ("at: 24:00\nevery: 1 day", "a time of day such as \"03:30\""),
        ("start: 2024-02-30", "all | a date such as 2024-01-31"),
        ("id: 1234", "a UUID"),
        ("concurrency_max: 65", "a whole number from 1 to 64"),
        ("every: 0 hours", "N minutes | hours | days | weeks"),
        ("timeout: 0s", "from 1s to 1d"),
    ]) func `a bad value is answered with what is allowed`(line: String, allowed: String) {
        let text = mistakes(in: automation(line))
        #expect(text.contains("\n  Allowed: \(allowed)"), "\(text)")
        #expect(text.hasPrefix("hae.yaml:5:"), "\(text)")
    }

    @Test func `tabs in a line do not move the caret`() {
        #expect(
            mistakes(in: "quota: {\tgigs: 5 }") == """
                hae.yaml:1:10: unknown key "gigs" in "quota"
                quota: { gigs: 5 }
                         ^
                  Allowed here: max_bytes, max_messages, max_message, min_free
                """)
    }

    @Test func `of a very long line only the surroundings are shown`() {
        let long = String(repeating: "x", count: 300)
        let text = mistakes(in: "automations: [{ name: \(long), nme: 1 }]")
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count < 420 })
        #expect(lines.contains { $0.hasSuffix("xxx, nme: 1 }]") && $0.count <= 100 })
    }
}
