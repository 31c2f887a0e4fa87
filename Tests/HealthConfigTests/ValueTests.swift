import HealthConfig
import HealthModel
import Testing

/// What a correct file gives.
@Suite struct ValueTests {
    @Test func `without a file everything has its default`() throws {
        let config = try ConfigReader(vocabulary: vocabulary, environment: [:])
            .defaults(directory: "/srv/hae")
        #expect(config.file == nil)
        #expect(config.spool == "/srv/hae/spool")
        #expect(config.inbox == nil)
        #expect(config.quota.bytesMax == 10 << 30)
        #expect(config.quota.messagesMax == 1_000_000)
        #expect(config.quota.messageBytesMax == 2 << 30)
        #expect(config.quota.freeBytesMin == 256 << 20)
        #expect(config.retention.receipts == .seconds(90 * 86_400))
        #expect(config.retention.events == .seconds(365 * 86_400))
        #expect(config.retention.dead == nil)
        #expect(config.slowQuery == .seconds(2))
        #expect(config.notifications == (try read("notifications: {}")).notifications)
        #expect(config.notifications.command == nil && !config.notifications.desktop)
        #expect(config.measure.timezone == nil)
        #expect(config.measure.units == .asRecorded)
        #expect(config.measure.weekStart == .monday)
        #expect(config.automations.isEmpty && config.taps.isEmpty && config.warnings.isEmpty)
    }

    @Test func `an automation has the defaults of the reference`() throws {
        let config = try read(automation())
        let runs = try #require(config.automations.first)
        #expect(runs.name == "Runs" && runs.id == nil && runs.enabled)
        let delivery = runs.delivery
        #expect(delivery.url.display == "https://api.example.com/in")
        #expect(delivery.timeout == .seconds(60) && delivery.headers.isEmpty)
        #expect(!delivery.allowInsecure && delivery.caFile == nil && delivery.proxy == .none)
        #expect(delivery.compression == .none && delivery.extraHeaders && !delivery.sendEmpty)
        #expect(delivery.lane == nil && delivery.order == .run && delivery.onDead == .block)
        #expect(delivery.idempotent && delivery.concurrencyMax == 4)
        #expect(delivery.keyFormat == .quoted && delivery.expect == .any)
        #expect(
            delivery.bodyBytesMax == nil && delivery.laneBytesMax == nil && delivery.life == nil)
        #expect(!delivery.carriesSecret)
        #expect(
            runs.options == [
                "include_route": .flag(false), "include_workout_metrics": .flag(false),
                "workout_time_grouping": .word("minutes"),
            ])
        #expect(runs.encoding.format == .json && runs.encoding.version == 2)
        #expect(!runs.encoding.batchRequests && runs.encoding.batchBytesMax == 5 << 20)
        #expect(runs.encoding.batchRecordsMax == nil)
        #expect(runs.schedule.dateRange == .sinceLastSync && runs.schedule.start == .all)
        #expect(runs.schedule.every == nil && runs.schedule.at == nil)
        #expect(runs.schedule.notify.isEmpty)
        #expect(runs.place == Place(line: 2, column: 5))
    }

    @Test func `what is written is what is read`() throws {
        let text = """
            timezone: Europe/Berlin
            units: us
            metric_units: { active_energy: kJ }
            preferred_sources: { default: [Watch, Phone] }
            retention: { receipts: never, dead: 2 weeks }
            slow_query: 500ms
            inbox: ../inbox
            prometheus: ~/hae.prom
            notifications:
              command: [/bin/tell, --now]
              webhook: { url: "https://ntfy.example.org/${env:TOPIC}", style: slack }
            plugins:
              - { id: oura, tap: [tap], streams: [sleep], time_limit: 1h, env: [], config: { a: [1, "2", true, null] } }
            automations:
              - name: Everything
                id: 63c89245-980e-5515-8f96-49bc63fe9de6
                enabled: false
                url: http://10.0.0.7:8123/api?x=1
                timeout: 3 minutes
                headers: { X-Api-Key: "${cred:ha}", X-Empty: , X-Plain: Käse }
                ca_file: ca.pem
                proxy: http://proxy.example:3128
                compression: gzip
                order: stream
                max_body: 200kB
                life: 7d
                data_type: health_metrics
                metrics: all
                time_grouping: hours
                batch_requests: true
                batch_max_records: 500
                date_range: previous_7_days
                start: 2024-02-29
                every: 1 day
                at: "03:30"
                notify: [on_trouble, when_run]
                units: metric
                week_start: sunday
                preferred_sources: { heart_rate: [Strap] }
            """
        let config = try read(text, environment: ["HOME": "/home/me"], directory: "/etc/hae")
        #expect(config.inbox == "/etc/inbox" && config.prometheus == "/home/me/hae.prom")
        #expect(config.retention.receipts == nil && config.retention.dead == .seconds(1_209_600))
        #expect(config.slowQuery == .milliseconds(500))
        #expect(config.notifications.webhook?.style == .slack)
        #expect(
            config.notifications.webhook?.url.display == "https://ntfy.example.org/${env:TOPIC}")
        let tap = try #require(config.taps.first)
        #expect(tap.streams == ["sleep"] && tap.timeLimit == .seconds(3600))
        #expect(tap.environmentNames == [])
        let source = SecretSource(environment: [:], directory: "/")
        #expect(try tap.config?.resolvedJSON(from: source) == #"{"a":[1,"2",true,null]}"#)

        let automation = try #require(config.automation(named: "Everything"))
        #expect(automation.id == "63C89245-980E-5515-8F96-49BC63FE9DE6" && !automation.enabled)
        #expect(automation.delivery.timeout == .seconds(180))
        #expect(automation.delivery.headers.map(\.name) == ["X-Api-Key", "X-Plain"])
        #expect(automation.delivery.caFile == "/etc/hae/ca.pem")
        #expect(
            automation.delivery.proxy == .url(Template(literal: "http://proxy.example:3128")))
        #expect(automation.delivery.compression == .gzip && automation.delivery.order == .stream)
        #expect(automation.delivery.bodyBytesMax == 200_000)
        #expect(automation.delivery.life == .seconds(7 * 86_400))
        #expect(automation.delivery.carriesSecret)
        #expect(automation.options["metrics"] == .list(["all"]))
        #expect(automation.options["time_grouping"] == .word("hours"))
        #expect(automation.encoding.batchRequests && automation.encoding.batchRecordsMax == 500)
        #expect(automation.schedule.dateRange == .previous7Days)
        let day = try #require(CivilDate(year: 2024, month: 2, day: 29))
        #expect(automation.schedule.start == .date(day))
        #expect(automation.schedule.every == Cadence(count: 1, unit: .days))
        #expect(automation.schedule.at?.description == "03:30")
        #expect(automation.schedule.notify == [.onTrouble, .whenRun])
        #expect(automation.measure.timezone == "Europe/Berlin")
        #expect(automation.measure.units == .metric && config.measure.units == .us)
        #expect(automation.measure.weekStart == .sunday)
        #expect(automation.measure.metricUnits == ["active_energy": "kJ"])
        #expect(
            automation.measure.preferredSources == [
                "default": ["Apple Watch", "iPhone"], "heart_rate": ["Strap"],
            ])
        #expect(
            config.warnings.map(\.message) == [
                "header \"X-Empty\" in automation \"Everything\" has no value and is ignored"
            ])
    }

    @Test(arguments: [
        ("30s", 30), ("5m", 300), ("6h", 21_600), ("7d", 604_800), ("2w", 1_209_600),
        ("3 hours", 10_800), ("1 minute", 60), ("90 sec", 90),
    ]) func `durations have many forms`(text: String, seconds: Int) throws {
        #expect(try read("slow_query: 0s").slowQuery == .zero)
        let config = try read(automation("life: \(text)"))
        #expect(config.automations.first?.delivery.life == .seconds(seconds))
    }

    @Test(arguments: [
        ("5MiB", 5_242_880), ("200kB", 200_000), ("200 KB", 200_000), ("1 GiB", 1_073_741_824),
        ("12345", 12_345), ("7B", 7),
    ]) func `sizes have many forms`(text: String, bytes: Int) throws {
        let config = try read(automation("max_body: \(text)"))
        #expect(config.automations.first?.delivery.bodyBytesMax == bytes)
    }

    @Test(arguments: [
        ("15 minutes", "15 minutes", 60), ("1 hour", "1 hour", 3600), ("2d", "2 days", 86_400),
        ("1 weeks", "1 week", 604_800),
    ]) func `cadences have many forms`(text: String, shown: String, unit: Int) throws {
        let every = try #require(
            try read(automation("every: \(text)")).automations[0].schedule.every)
        #expect(every.description == shown && every.secondsOfUnit == unit)
    }

    @Test(arguments: [
        "https://user:pw@a.example", "https://", "https:///x", "https://a.example:0",
        "https://a.example:65536", "https://a example/", "a.example", "mailto:a@b.example",
    ]) func `such an URL is refused`(url: String) {
        let text = mistakes(in: "notifications: { webhook: { url: \"\(url)\" } }")
        #expect(text.hasPrefix("hae.yaml:1:"), "\(text)")
        #expect(!text.contains("user:pw"), "\(text)")
    }

    @Test(arguments: [
        ("http://192.168.1.2/x", true), ("http://8.8.8.8/x", false), ("https://8.8.8.8/x", true),
        ("http://[fd00::1]/x", true), ("http://[2001:db8::1]/x", false),
        ("http://[::ffff:10.0.0.1]/x", true), ("http://100.64.0.1/x", false),
        ("http://172.31.255.255/", true), ("http://172.32.0.0/", false),
        ("http://hub.example/x", true),
    ]) func `a secret over plain http goes to private addresses only`(url: String, isAllowed: Bool)
    {
        let header = "headers: { X-Token: \"${env:T}\" }"
        let text = automation("url: \(url)\n\(header)").replacing(
            "    url: https://api.example.com/in\n", with: "")
        #expect(mistakes(in: text).isEmpty == isAllowed, "\(mistakes(in: text))")
        let allowed = text + "    allow_insecure: true\n"
        #expect(mistakes(in: allowed) == "")
    }
}
