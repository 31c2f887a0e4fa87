public import HealthPlugin

extension AutomationConfig {
    /// What the automation's provider is told.
    ///
    /// - Parameters:
    ///   - zone: The table of ``MeasureConfig/timezone``, or of the system's zone when that is
    ///     `nil`.
    ///   - now: The instant at which the run began.
    public func exportSettings(zone: ZoneTable, now: Instant) -> ExportSettings {
        var settings = ExportSettings(zone: zone, now: now)
        settings.format = .init(rawValue: encoding.format.rawValue) ?? .json
        settings.version = encoding.version
        settings.weekStart = measure.weekStart
        settings.units = .init(rawValue: measure.units.rawValue) ?? .asRecorded
        settings.metricUnits = measure.metricUnits
        settings.metricNames = measure.metricNames
        settings.preferredSources = measure.preferredSources
        settings.separateSources = measure.separateSources
        settings.options = options
        return settings
    }

    /// Everything in the configuration that shapes the bytes of bodies, and nothing else: no
    /// header, no secret, no place. An interrupted run goes on only as long as this stays equal.
    /// One `key value` a line, in a fixed order; the caller hashes it.
    ///
    /// - Parameters:
    ///   - zoneName: The zone in use, since the system's may change.
    ///   - tap: The tap that is the data type, if it is one.
    public func bodyShape(zoneName: String, tap: TapConfig? = nil) -> String {
        var lines = [
            "data_type " + QuotedText.of(dataType),
            "format " + encoding.format.rawValue,
            "version \(encoding.version)",
            "compression " + delivery.compression.rawValue,
            "batch_requests \(encoding.batchRequests)",
            "batch_max_bytes \(encoding.batchBytesMax)",
            "batch_max_records " + (encoding.batchRecordsMax.map(String.init) ?? "null"),
            "timezone " + QuotedText.of(zoneName),
            "units " + measure.units.rawValue,
            "week_start " + measure.weekStart.rawValue,
            "separate_sources \(measure.separateSources)",
        ]
        lines += measure.metricUnits.sorted { $0.key < $1.key }.map { metric, unit in
            "metric_units \(QuotedText.of(metric)) \(QuotedText.of(unit))"
        }
        lines += measure.metricNames.sorted { $0.key < $1.key }.map { metric, name in
            "metric_names \(QuotedText.of(metric)) \(QuotedText.of(name))"
        }
        lines += measure.preferredSources.sorted { $0.key < $1.key }.map { metric, sources in
            "preferred_sources \(QuotedText.of(metric)) " + Self.text(of: sources)
        }
        lines += options.sorted { $0.key < $1.key }.map { key, value in
            "option \(key) " + Self.text(of: value)
        }
        if let tap {
            lines.append("streams " + (tap.streams.map(Self.text(of:)) ?? "all"))
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func text(of value: OptionValue) -> String {
        switch value {
        case .flag(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .word(let word): QuotedText.of(word)
        case .list(let words): text(of: words)
        }
    }

    private static func text(of words: [String]) -> String {
        "[" + words.map(QuotedText.of).joined(separator: ",") + "]"
    }
}
