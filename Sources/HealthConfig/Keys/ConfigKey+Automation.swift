import HealthModel

extension ConfigKey {
    /// Keys of an automation other than the shared ones and the options of its data type, in the
    /// order of help.
    public static let automation: [ConfigKey] = identity + delivery + what + how + when

    static let identity: [ConfigKey] = [
        .init(
            "name", .automation, .text, isRequired: true, example: "My Backend API", "unique"),
        .init("id", .automation, .uuid, "unique; default: derived from the name"),
        .init("enabled", .automation, .flag, default: "true", "false: runs by hand only"),
    ]

    static let delivery: [ConfigKey] = [
        .init(
            "url", .automation, .url, isRequired: true,
            example: "https://api.example.com/health-data", "http or https"),
        .init(
            "timeout", .automation, .duration(1...86_400, orNever: false), default: "60s",
            "how long an answer may take"),
        .init(
            "headers", .automation, .headers,
            example: "{ Authorization: \"Bearer ${env:API_TOKEN}\" }",
            "sent with every request; one without a value is ignored"),
        .init(
            "allow_insecure", .automation, .flag, default: "false",
            "a secret over plain http to a public address"),
        .init("ca_file", .automation, .path, "certificates to trust instead of the system's"),
        .init("client_cert", .automation, .path, "a certificate to show to the server"),
        .init("client_key", .automation, .path, "its private key"),
        .init("proxy", .automation, .proxy, "env takes it from the environment"),
        .init(
            "compression", .automation, .word(DeliveryConfig.Compression.words), default: "none",
            "of bodies"),
        .init(
            "extra_headers", .automation, .flag, default: "true",
            "Idempotency-Key, Content-Digest, hae-*"),
        .init(
            "send_empty", .automation, .flag, default: "false",
            "{\"data\":{}} when there is nothing"),
        .init(
            "lane", .automation, .text,
            "a name; automations that share it share queue order, breaker and limits"),
        .init(
            "order", .automation, .word(DeliveryConfig.Order.words), default: "run",
            "what waits for what"),
        .init(
            "on_dead", .automation, .word(DeliveryConfig.OnDead.words), default: "block",
            "whether later messages wait behind a dead one"),
        .init(
            "idempotent", .automation, .flag, default: "true",
            "false: after an unclear outcome a person decides"),
        .init(
            "concurrency_max", .automation, .integer(1...64), default: "4",
            "requests at the same time"),
        .init(
            "key_format", .automation, .word(DeliveryConfig.KeyFormat.words), default: "quoted",
            "the form of Idempotency-Key"),
        .init(
            "expect", .automation, .word(DeliveryConfig.Expectation.words), default: "any",
            "json: an HTML answer is a captive portal"),
        .init("max_body", .automation, .size, "largest body; default: learned from 413"),
        .init("max_bytes", .automation, .size, "quota of this lane"),
        .init(
            "life", .automation, .duration(1...ConfigDuration.secondsMax, orNever: false),
            "when set, messages that old are held"),
    ]

    static let what: [ConfigKey] = [
        .init(
            "data_type", .automation, .dataType, isRequired: true, example: "health_metrics",
            "what is sent")
    ]

    static let how: [ConfigKey] = [
        .init(
            "format", .automation, .word(EncodingConfig.Format.words), default: "json",
            "of bodies"),
        .init("version", .automation, .integer(1...2), default: "2", "the app's export version"),
        .init(
            "batch_requests", .automation, .flag, default: "false",
            "several smaller requests; JSON only"),
        .init(
            "batch_max_bytes", .automation, .size, default: "5MiB", "of one request of a batch"),
        .init(
            "batch_max_records", .automation, .integer(1...Int.max),
            "of one request of a batch"),
    ]

    static let when: [ConfigKey] = [
        .init(
            "date_range", .automation, .word(DateRange.words),
            default: "since_last_sync", "what a run covers"),
        .init(
            "start", .automation, .start, default: "all",
            "with since_last_sync: where a stream without a checkpoint begins"),
        .init(
            "every", .automation, .cadence, example: "3 hours", "unset: only by hand"),
        .init("at", .automation, .clock, "a time of day, with every: N days or weeks"),
        .init(
            "notify", .automation,
            .list(allowed: ScheduleConfig.NotifyMoment.words, all: false, canBeEmpty: true),
            default: "[]", "when somebody is told"),
    ]
}
