import HealthConfig
import HealthModel
import Testing

/// `hae init` writes what the declarations say, and the declarations are those of the configuration
/// reference.
@Suite struct InitTextTests {
    /// Keys of reference/configuration.md, copied by hand: the top of the file.
    private static let top: Set<String> = [
        "timezone", "units", "metric_units", "metric_names", "preferred_sources",
        "separate_sources",
        "week_start", "spool", "inbox", "quota", "retention", "slow_query", "notifications",
        "prometheus", "plugins", "automations",
    ]
    /// Those marked (a).
    private static let shared: Set<String> = [
        "timezone", "units", "metric_units", "metric_names", "preferred_sources",
        "separate_sources",
        "week_start",
    ]
    private static let tap: Set<String> = ["id", "tap", "config", "streams", "time_limit", "env"]
    /// Of an automation, without the options of data types.
    private static let own: Set<String> = [
        "name", "id", "enabled", "url", "timeout", "headers", "allow_insecure", "ca_file",
        "client_cert", "client_key", "proxy", "compression", "extra_headers", "send_empty", "lane",
        "order", "on_dead", "idempotent", "concurrency_max", "key_format", "expect", "max_body",
        "max_bytes", "life", "data_type", "format", "version", "batch_requests", "batch_max_bytes",
        "batch_max_records", "date_range", "start", "every", "at", "notify",
    ]
    private static let groups: [String: Set<String>] = [
        "quota": ["max_bytes", "max_messages", "max_message", "min_free"],
        "retention": ["receipts", "events", "dead"],
        "notifications": ["command", "webhook", "desktop"],
        "webhook": ["url", "style"],
    ]

    /// The text with all settings switched on.
    private func uncommented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isSetting = line.hasPrefix("#") && !(line.hasPrefix("# ") && !line.hasPrefix("#  "))
            return isSetting ? String(line.dropFirst()) : String(line)
        }.joined(separator: "\n")
    }

    @Test func `the declarations are those of the reference`() {
        #expect(Set(ConfigKey.global.map(\.name)) == Self.top)
        #expect(Set(ConfigKey.shared.map(\.name)) == Self.shared)
        #expect(Set(ConfigKey.tap.map(\.name)) == Self.tap)
        #expect(Set(ConfigKey.automation.map(\.name)) == Self.own)
        var groups: [String: Set<String>] = [:]
        func visit(_ keys: [ConfigKey]) {
            for key in keys where !["plugins", "automations"].contains(key.name) {
                guard !key.children.isEmpty else { continue }
                groups[key.name] = Set(key.children.map(\.name))
                visit(key.children)
            }
        }
        visit(ConfigKey.global)
        #expect(groups == Self.groups)
    }

    @Test func `as written, the file is all comments`() throws {
        let text = InitText(vocabulary: vocabulary).text
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
        #expect(try read(text).automations.isEmpty)
    }

    @Test func `with all comments taken away it can be read, and has every key`() throws {
        let text = uncommented(InitText(vocabulary: vocabulary).text)
        #expect(mistakes(in: text) == "", "\(text)")
        let config = try read(text)
        #expect(config.automations.map(\.dataType) == vocabulary.dataTypes.map(\.id))
        #expect(config.taps.map(\.id) == ["oura"])
        #expect(config.notifications.webhook != nil)

        var written: Set<String> = []
        for line in text.split(separator: "\n") {
            let words = line.drop { $0 == " " || $0 == "-" }.prefix { $0 != ":" }
            if words.allSatisfy({ $0.isLowercase || $0 == "_" || $0.isNumber }) {
                written.insert(String(words))
            }
        }
        let options = Set(vocabulary.dataTypes.flatMap(\.options).map(\.key))
        let groups = Self.groups.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        let declared = Self.top.union(Self.tap).union(Self.own).union(groups).union(options)
        #expect(declared.isSubset(of: written), "\(declared.subtracting(written))")
        #expect(written.isSubset(of: declared), "\(written.subtracting(declared))")
    }

    @Test func `defaults in the file are the defaults of the program`() throws {
        let text = uncommented(InitText(vocabulary: vocabulary).text)
        let written = try #require(try read(text).automations.first)
        let defaults = try #require(
            try read(automation("metrics: all", dataType: "health_metrics")).automations.first)
        var delivery = written.delivery
        delivery.url = defaults.delivery.url
        delivery.headers = []
        #expect(delivery == defaults.delivery)
        #expect(written.encoding == defaults.encoding)
        var schedule = written.schedule
        schedule.every = nil
        #expect(schedule == defaults.schedule)
        var options = written.options
        options["metrics"] = .list(["all"])
        #expect(options == defaults.options)
    }

    @Test func `lines look like this`() {
        let lines = InitText(vocabulary: vocabulary).text.split(separator: "\n").map(String.init)
        for line in [
            "#timezone: Europe/Berlin                      # (a) example: the zone in which days and hours are cut; "
                + "default: the system's",
            "#quota:",
            "#  max_bytes: 10GiB                           # bytes of all bodies that wait",
            "#automations:",
            "#  - name: My Backend API                     # example; required: unique",
            "#    compression: none                        # of bodies; none | gzip",
            "#  - name: Workouts                           # example; required: unique",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }
}
