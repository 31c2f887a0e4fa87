extension ConfigKey {
    /// Keys at the top of the file, in the order of help; the shared ones first.
    public static let global: [ConfigKey] =
        shared + [
            .init(
                "spool", .global, .path, default: "spool", "all state; on a local file system"),
            .init("inbox", .global, .path, example: "inbox", "a folder watched by the daemon"),
            .init("quota", .global, .group(quota), "limits of the outbox"),
            .init("retention", .global, .group(retention), "how long things are kept"),
            .init(
                "slow_query", .global, .duration(0...86_400, orNever: false), default: "2s",
                "a longer query is a warning in the activity log"),
            .init("notifications", .global, .group(notifications), "where notify goes"),
            .init(
                "prometheus", .global, .path, example: "/var/lib/node_exporter/hae.prom",
                "a text file for monitoring, rewritten after each change"),
            .init("plugins", .global, .records(tap), "Singer taps"),
            .init("automations", .global, .records(automation), "what is sent where, and when"),
        ]

    static let quota: [ConfigKey] = [
        .init("max_bytes", .group, .size, default: "10GiB", "bytes of all bodies that wait"),
        .init(
            "max_messages", .group, .integer(1...Int.max), default: "1000000",
            "messages that wait"),
        .init("max_message", .group, .size, default: "2GiB", "bytes of one body"),
        .init("min_free", .group, .size, default: "256MiB", "bytes that stay free on the disk"),
    ]

    static let retention: [ConfigKey] = [
        .init(
            "receipts", .group, .duration(0...ConfigDuration.secondsMax, orNever: true),
            default: "90d", "proofs of delivery"),
        .init(
            "events", .group, .duration(0...ConfigDuration.secondsMax, orNever: true),
            default: "365d", "the activity log"),
        .init(
            "dead", .group, .duration(0...ConfigDuration.secondsMax, orNever: true),
            default: "never", "messages that cannot be delivered"),
    ]

    static let notifications: [ConfigKey] = [
        .init(
            "command", .group, .list(allowed: [], all: false, canBeEmpty: false),
            example: "[/usr/local/bin/tell-me]",
            "a program and its arguments; gets the event as JSON on standard input"),
        .init("webhook", .group, .group(webhook), "a URL that is told"),
        .init("desktop", .group, .flag, default: "false", "notify-send"),
    ]

    static let webhook: [ConfigKey] = [
        .init(
            "url", .group, .url, isRequired: true, example: "https://ntfy.example.org/health",
            "where the event is posted"),
        .init(
            "style", .group, .word(NotificationsConfig.WebhookStyle.words), default: "json",
            "the shape of what is posted"),
    ]

    /// Keys of an entry of `plugins`.
    public static let tap: [ConfigKey] = [
        .init("id", .tap, .text, isRequired: true, example: "oura", "becomes a data_type"),
        .init(
            "tap", .tap, .list(allowed: [], all: false, canBeEmpty: false), isRequired: true,
            example: "[tap-oura]", "the program and its arguments; found on PATH, or a path"),
        .init(
            "config", .tap, .tree, example: "{ token: \"${env:OURA_TOKEN}\" }",
            "the tap's own configuration"),
        .init(
            "streams", .tap, .list(allowed: [], all: true, canBeEmpty: false), default: "all",
            "which streams are read"),
        .init(
            "time_limit", .tap, .duration(1...604_800, orNever: false), default: "10m",
            "a tap that runs longer is ended"),
        .init(
            "env", .tap, .list(allowed: [], all: false, canBeEmpty: true),
            default: "[PATH, LANG, TZ]", "names of environment variables that are passed on"),
    ]
}
