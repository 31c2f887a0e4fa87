import HealthConfig
import HealthPlugin
import Testing

/// What of a configuration decides whether an interrupted run may go on.
@Suite struct BodyShapeTests {
    private func shape(_ more: String, top: String = "") throws -> String {
        let config = try read(top + automation(more))
        return try #require(config.automations.first).bodyShape(zoneName: "Europe/Berlin")
    }

    @Test func `the text is this`() throws {
        let top = """
            metric_units: { step_count: count, active_energy: kJ }
            metric_names: { vo2_max: v }
            preferred_sources: { default: ["A\\"", B] }

            """
        #expect(
            try shape("include_route: true", top: top) == """
                data_type "workouts"
                format json
                version 2
                compression none
                batch_requests false
                batch_max_bytes 5242880
                batch_max_records null
                timezone "Europe/Berlin"
                units as-recorded
                week_start monday
                separate_sources false
                metric_units "active_energy" "kJ"
                metric_units "step_count" "count"
                metric_names "vo2_max" "v"
                preferred_sources "default" ["A\\"","B"]
                option include_route true
                option include_workout_metrics false
                option workout_time_grouping "minutes"

                """)
    }

    @Test(arguments: [
        "headers: { X-Api-Key: abc }", "timeout: 5s", "every: 1 day", "enabled: false", "lane: x",
        "order: strict", "ca_file: a.pem", "notify: [on_trouble]", "max_body: 5MiB",
    ]) func `delivery and schedule do not count`(line: String) throws {
        #expect(try shape(line) == shape(""))
    }

    @Test(arguments: [
        "version: 1", "batch_requests: true", "batch_max_bytes: 1MiB", "batch_max_records: 5",
        "compression: gzip", "units: us", "week_start: sunday", "separate_sources: true",
        "include_route: true", "metric_names: { step_count: s }",
        "preferred_sources: { default: [A] }",
    ]) func `what shapes bodies counts`(line: String) throws {
        #expect(try shape(line) != shape(""))
    }

    @Test func `a provider is told the same`() throws {
        let config = try read(
            "units: metric\n" + automation("version: 1\nweek_start: sunday\nformat: csv"))
        let settings = try #require(config.automations.first).exportSettings(
            zone: .utc, now: Instant(seconds: 5))
        #expect(settings.format == .csv && settings.version == 1 && settings.weekStart == .sunday)
        #expect(settings.units.rawValue == "metric" && settings.now == Instant(seconds: 5))
        #expect(settings.options["include_route"] == .flag(false))
    }
}
