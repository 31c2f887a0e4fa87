import HealthModel

/// Makes the values of a configuration from checked entries. Called when nothing was found wrong.
struct ConfigBuilder {
    let vocabulary: ConfigVocabulary
    let root: Entries

    func config(file: String?, directory: String, warnings: [ConfigFinding]) -> HaeConfig {
        HaeConfig(
            file: file, directory: directory, measure: measure(root),
            spool: root.optionalText("spool") ?? "spool",
            inbox: root.optionalText("inbox"), quota: quota(group("quota")),
            retention: retention(group("retention")), slowQuery: root.duration("slow_query"),
            notifications: notifications(group("notifications")),
            prometheus: root.optionalText("prometheus"),
            taps: root.records("plugins").compactMap(tap),
            automations: root.records("automations").compactMap(automation), warnings: warnings)
    }

    private func group(_ key: String) -> Entries {
        root.group(key) ?? Entries(place: root.place)
    }

    private func quota(_ entries: Entries) -> QuotaConfig {
        QuotaConfig(
            bytesMax: entries.bytes("max_bytes"), messagesMax: entries.integer("max_messages"),
            messageBytesMax: entries.bytes("max_message"), freeBytesMin: entries.bytes("min_free"))
    }

    private func retention(_ entries: Entries) -> RetentionConfig {
        RetentionConfig(
            receipts: entries.optionalDuration("receipts"),
            events: entries.optionalDuration("events"), dead: entries.optionalDuration("dead"))
    }

    private func notifications(_ entries: Entries) -> NotificationsConfig {
        let webhook = entries.group("webhook").flatMap { webhook in
            webhook.template("url").map { url in
                NotificationsConfig.Webhook(url: url, style: webhook.word("style", or: .json))
            }
        }
        return NotificationsConfig(
            command: entries.list("command"), webhook: webhook, desktop: entries.flag("desktop"))
    }

    private func tap(_ entries: Entries) -> TapConfig? {
        guard let id = entries.optionalText("id"), let command = entries.list("tap") else {
            return nil
        }
        var config: ConfigTree?
        if case .tree(let tree)? = entries.value("config") { config = tree }
        return TapConfig(
            id: id, command: command, config: config, streams: entries.list("streams"),
            timeLimit: entries.duration("time_limit"),
            environmentNames: entries.list("env") ?? [], place: entries.place)
    }

    private func automation(_ entries: Entries) -> AutomationConfig? {
        guard let name = entries.optionalText("name"), let url = entries.template("url"),
            let dataType = entries.optionalText("data_type")
        else { return nil }
        return AutomationConfig(
            name: name, id: entries.optionalText("id"), enabled: entries.flag("enabled"),
            delivery: delivery(entries, url: url), dataType: dataType,
            options: options(entries, of: dataType), encoding: encoding(entries),
            schedule: schedule(entries), measure: measure(entries), place: entries.place)
    }

    private func delivery(_ entries: Entries, url: Template) -> DeliveryConfig {
        var headers: [HeaderConfig] = []
        if case .headers(let written)? = entries.value("headers") { headers = written }
        var proxy = DeliveryConfig.Proxy.none
        if case .proxy(let written)? = entries.value("proxy") { proxy = written }
        return DeliveryConfig(
            url: url, timeout: entries.duration("timeout"), headers: headers,
            allowInsecure: entries.flag("allow_insecure"),
            caFile: entries.optionalText("ca_file"),
            clientCertificate: entries.optionalText("client_cert"),
            clientKey: entries.optionalText("client_key"), proxy: proxy,
            compression: entries.word("compression", or: .none),
            extraHeaders: entries.flag("extra_headers"), sendEmpty: entries.flag("send_empty"),
            lane: entries.optionalText("lane"), order: entries.word("order", or: .run),
            onDead: entries.word("on_dead", or: .block), idempotent: entries.flag("idempotent"),
            concurrencyMax: entries.integer("concurrency_max"),
            keyFormat: entries.word("key_format", or: .quoted),
            expect: entries.word("expect", or: .any),
            bodyBytesMax: entries.optionalBytes("max_body"),
            laneBytesMax: entries.optionalBytes("max_bytes"),
            life: entries.optionalDuration("life"))
    }

    private func options(_ entries: Entries, of dataType: String) -> [String: OptionValue] {
        let type = vocabulary.dataTypes.first { $0.id == dataType }
        var options: [String: OptionValue] = [:]
        for option in type?.options ?? [] {
            options[option.key] = entries.value(option.key)?.option
        }
        return options
    }

    private func encoding(_ entries: Entries) -> EncodingConfig {
        EncodingConfig(
            format: entries.word("format", or: .json), version: entries.integer("version"),
            batchRequests: entries.flag("batch_requests"),
            batchBytesMax: entries.bytes("batch_max_bytes"),
            batchRecordsMax: entries.optionalInteger("batch_max_records"))
    }

    private func schedule(_ entries: Entries) -> ScheduleConfig {
        var start = ScheduleConfig.Start.all
        if case .start(let written)? = entries.value("start") { start = written }
        var every: Cadence?
        if case .cadence(let written)? = entries.value("every") { every = written }
        var at: ClockTime?
        if case .clock(let written)? = entries.value("at") { at = written }
        let notify = entries.list("notify") ?? []
        return ScheduleConfig(
            dateRange: entries.word("date_range", or: .sinceLastSync), start: start, every: every,
            at: at, notify: Set(notify.compactMap(ScheduleConfig.NotifyMoment.init)))
    }

    /// An automation's own values win over those at the top.
    private func measure(_ own: Entries) -> MeasureConfig {
        func source(_ key: String) -> Entries { own.isWritten(key) ? own : root }
        func texts(_ key: String) -> [String: String] {
            if case .texts(let texts)? = source(key).value(key) { texts } else { [:] }
        }
        var sources = ["default": MeasureConfig.defaultSources]
        if case .lists(let lists)? = source("preferred_sources").value("preferred_sources") {
            sources.merge(lists) { _, written in written }
        }
        return MeasureConfig(
            timezone: source("timezone").optionalText("timezone"),
            units: source("units").word("units", or: .asRecorded),
            metricUnits: texts("metric_units"), metricNames: texts("metric_names"),
            preferredSources: sources,
            separateSources: source("separate_sources").flag("separate_sources"),
            weekStart: source("week_start").word("week_start", or: .monday))
    }
}
