import HealthPlugin

extension AutomationConfig {
    /// Every key of the automation with the value that it has, in the order of help; those without
    /// a value are `null`. The shared keys are included: they are the automation's own, or those at
    /// the top of the file.
    public var settings: [ConfigSetting] {
        identitySettings + deliverySettings
            + [.init(key: "data_type", yaml: YAMLText.scalar(dataType))]
            + options.sorted { $0.key < $1.key }.map { key, value in
                ConfigSetting(key: key, yaml: YAMLText.value(value))
            }
            + encodingSettings + scheduleSettings + measureSettings
    }

    /// The automation as an entry of `automations:` without indentation; begins with `- name:`,
    /// ends with a line end.
    public var yaml: String {
        settings.enumerated().map { index, setting in
            (index == 0 ? "- " : "  ") + "\(setting.key): \(setting.yaml)\n"
        }.joined()
    }

    private var identitySettings: [ConfigSetting] {
        [
            .init(key: "name", yaml: YAMLText.scalar(name)),
            .init(key: "id", yaml: id ?? "null"),
            .init(key: "enabled", yaml: "\(enabled)"),
        ]
    }

    private var deliverySettings: [ConfigSetting] {
        let headers = delivery.headers.map { ($0.name, YAMLText.template($0.value)) }
        let proxy =
            switch delivery.proxy {
            case .none: "null"
            case .environment: "env"
            case .url(let url): YAMLText.url(url)
            }
        func text(_ text: String?) -> String { text.map(YAMLText.scalar) ?? "null" }
        func size(_ bytes: Int?) -> String { bytes.map(ConfigSize.text) ?? "null" }
        return [
            .init(key: "url", yaml: YAMLText.url(delivery.url)),
            .init(key: "timeout", yaml: ConfigDuration.text(of: delivery.timeout)),
            .init(key: "headers", yaml: headers.isEmpty ? "null" : YAMLText.mapping(headers)),
            .init(key: "allow_insecure", yaml: "\(delivery.allowInsecure)"),
            .init(key: "ca_file", yaml: text(delivery.caFile)),
            .init(key: "client_cert", yaml: text(delivery.clientCertificate)),
            .init(key: "client_key", yaml: text(delivery.clientKey)),
            .init(key: "proxy", yaml: proxy),
            .init(key: "compression", yaml: delivery.compression.rawValue),
            .init(key: "extra_headers", yaml: "\(delivery.extraHeaders)"),
            .init(key: "send_empty", yaml: "\(delivery.sendEmpty)"),
            .init(key: "lane", yaml: text(delivery.lane)),
            .init(key: "order", yaml: delivery.order.rawValue),
            .init(key: "on_dead", yaml: delivery.onDead.rawValue),
            .init(key: "idempotent", yaml: "\(delivery.idempotent)"),
            .init(key: "concurrency_max", yaml: "\(delivery.concurrencyMax)"),
            .init(key: "key_format", yaml: delivery.keyFormat.rawValue),
            .init(key: "expect", yaml: delivery.expect.rawValue),
            .init(key: "max_body", yaml: size(delivery.bodyBytesMax)),
            .init(key: "max_bytes", yaml: size(delivery.laneBytesMax)),
            .init(key: "life", yaml: delivery.life.map(ConfigDuration.text) ?? "null"),
        ]
    }

    private var encodingSettings: [ConfigSetting] {
        [
            .init(key: "format", yaml: encoding.format.rawValue),
            .init(key: "version", yaml: "\(encoding.version)"),
            .init(key: "batch_requests", yaml: "\(encoding.batchRequests)"),
            .init(key: "batch_max_bytes", yaml: ConfigSize.text(of: encoding.batchBytesMax)),
            .init(
                key: "batch_max_records",
                yaml: encoding.batchRecordsMax.map(String.init) ?? "null"),
        ]
    }

    private var scheduleSettings: [ConfigSetting] {
        let start =
            switch schedule.start {
            case .all: "all"
            case .date(let date): date.text
            }
        let notify = ScheduleConfig.NotifyMoment.allCases.filter(schedule.notify.contains)
        return [
            .init(key: "date_range", yaml: schedule.dateRange.rawValue),
            .init(key: "start", yaml: start),
            .init(key: "every", yaml: schedule.every?.description ?? "null"),
            .init(key: "at", yaml: schedule.at.map { "\"\($0)\"" } ?? "null"),
            .init(key: "notify", yaml: YAMLText.list(notify.map(\.rawValue))),
        ]
    }

    private var measureSettings: [ConfigSetting] {
        func texts(_ texts: [String: String]) -> String {
            let pairs = texts.sorted { $0.key < $1.key }.map { ($0.key, YAMLText.scalar($0.value)) }
            return pairs.isEmpty ? "null" : YAMLText.mapping(pairs)
        }
        let sources = measure.preferredSources.sorted { $0.key < $1.key }
        return [
            .init(key: "timezone", yaml: measure.timezone.map(YAMLText.scalar) ?? "null"),
            .init(key: "units", yaml: measure.units.rawValue),
            .init(key: "metric_units", yaml: texts(measure.metricUnits)),
            .init(key: "metric_names", yaml: texts(measure.metricNames)),
            .init(
                key: "preferred_sources",
                yaml: sources.isEmpty
                    ? "null" : YAMLText.mapping(sources.map { ($0.key, YAMLText.list($0.value)) })),
            .init(key: "separate_sources", yaml: "\(measure.separateSources)"),
            .init(key: "week_start", yaml: measure.weekStart.rawValue),
        ]
    }
}
