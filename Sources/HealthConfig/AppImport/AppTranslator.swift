import HealthPlugin

/// Puts what the app says into hae's words.
struct AppTranslator {
    let fields: AppFields
    let vocabulary: ConfigVocabulary
    private var lines: [(key: String, value: String)] = []
    private var notes: [String]
    private var secrets: SecretsAside

    /// - Parameter place: Gives the path of a file that is free for one that is wished for.
    init(
        fields: AppFields, vocabulary: ConfigVocabulary, place: @escaping (String) -> String
    ) {
        (self.fields, self.vocabulary) = (fields, vocabulary)
        notes = fields.notes
        secrets = SecretsAside(automation: fields.name, place: place)
    }

    mutating func translate() throws(AppImportError) -> ImportedAutomation {
        guard let url = fields.values["url"], !url.isEmpty else {
            throw AppImportError(description: "the automation has no URL")
        }
        let name = fields.name
        let type = try dataType()
        let isCSV = fields.word("format") == "csv"
        add("name", YAMLText.scalar(name))
        if fields.flag("enabled") == false { add("enabled", "false") }
        add("url", YAMLText.scalar(secrets.taken(fromURL: url)))
        if let timeout = fields.values["requesttimeout"] { addTimeout(timeout) }
        try addHeaders()
        notes += secrets.notes
        add("data_type", type.id)
        addOptions(of: type, isCSV: isCSV)
        add("format", isCSV ? "csv" : "json")
        add("version", String(version))
        addBatches(isCSV: isCSV)
        addPeriod()
        addCadence()
        addNotifications()
        return try checked(name)
    }

    private var version: Int {
        fields.word("exportversion").hasSuffix("1") ? 1 : 2
    }

    private mutating func add(_ key: String, _ value: String) {
        lines.append((key, value))
    }

    private func dataType() throws(AppImportError) -> DataTypeDeclaration {
        let word = fields.word("datatype")
        let wanted = word.isEmpty ? "healthmetrics" : word
        let found = vocabulary.dataTypes.first { type in
            type.id.filter { $0 != "_" } == wanted
        }
        guard let found else {
            let known = vocabulary.dataTypes.map(\.id).joined(separator: ", ")
            throw AppImportError(
                description:
                    "the data type \"\(fields.values["datatype"] ?? "")\" is unknown; known are \(known)"
            )
        }
        return found
    }

    private mutating func addTimeout(_ text: String) {
        guard let seconds = Int(text), seconds > 0 else {
            notes.append("the request timeout \"\(text)\" is not a number of seconds; 60s is used")
            return
        }
        add("timeout", "\(seconds)s")
    }

    private mutating func addHeaders() throws(AppImportError) {
        var parts: [String] = []
        for (name, value) in fields.headers {
            guard !value.isEmpty else {
                notes.append("header \"\(name)\" has no value, add it by hand")
                continue
            }
            guard HeaderRules.isSafeValue(value) else {
                throw AppImportError(
                    description:
                        "the value of header \"\(name)\" has a line end or another control character in it"
                )
            }
            let shown = secrets.taken(from: value, ofHeader: name)
            parts.append(YAMLText.scalar(name) + ": " + YAMLText.scalar(shown))
        }
        if !parts.isEmpty { add("headers", "{ " + parts.joined(separator: ", ") + " }") }
    }

    private mutating func addOptions(of type: DataTypeDeclaration, isCSV: Bool) {
        let keys = Set(type.options.map(\.key))
        if keys.contains("metrics") { addMetrics() }
        if keys.contains("summarize"), let flag = fields.flag("aggregatedata") {
            if isCSV, !flag {
                notes.append("CSV is always summarized, as in the app")
            } else {
                add("summarize", String(flag))
            }
            if let sleep = fields.flag("aggregatesleep"), sleep != flag {
                notes.append(
                    "sleep cannot be summarized otherwise than the rest; summarize: \(flag) holds for all"
                )
            }
        }
        if keys.contains("time_grouping"), let grouping = grouping {
            add("time_grouping", grouping)
        }
        if keys.contains("include_route"), let flag = fields.flag("includeroutes") {
            add("include_route", String(flag))
        }
        if keys.contains("include_workout_metrics"),
            let flag = fields.flag("includeworkoutmetadata")
        {
            add("include_workout_metrics", String(flag))
        }
        let interval = fields.word("workoutsmetadatainterval")
        if keys.contains("workout_time_grouping"), ["minutes", "seconds"].contains(interval) {
            if version == 2 {
                add("workout_time_grouping", interval)
            } else if interval == "seconds" {
                notes.append("version 1 has no grouping of workout metrics")
            }
        }
        if type.id == "workouts", !(fields.values["workouttypes"] ?? "").isEmpty {
            notes.append("workouts cannot be chosen by their kind; all are sent")
        }
    }

    private var grouping: String? {
        let word = fields.word("interval")
        if word.isEmpty { return nil }
        return word == "none" ? "default" : word
    }

    private mutating func addMetrics() {
        var names: [String] = []
        for title in fields.metrics ?? [] {
            if let metric = Catalogue.metric(named: title) {
                if !names.contains(metric.name) { names.append(metric.name) }
            } else {
                notes.append("the metric \"\(title)\" is unknown and is left out")
            }
        }
        if names.isEmpty, !(fields.metrics ?? []).isEmpty {
            notes.append("no known metric is left; choose some with metrics:")
        }
        let list = "[" + names.joined(separator: ", ") + "]"
        add("metrics", names.isEmpty ? "all" : list)
    }

    private mutating func addBatches(isCSV: Bool) {
        guard let flag = fields.flag("batchrequests") else { return }
        if isCSV, flag {
            notes.append("CSV is not sent in batches")
        } else {
            add("batch_requests", String(flag))
        }
    }

    private mutating func addPeriod() {
        switch fields.word("period") {
        case "", "none", "default": add("date_range", "default")
        case "lastsync", "sincelastsync": add("date_range", "since_last_sync")
        case "today": add("date_range", "today")
        case "yesterday": add("date_range", "yesterday")
        case "previous7days": add("date_range", "previous_7_days")
        default:
            add("date_range", "since_last_sync")
            notes.append(
                "the period \"\(fields.values["period"] ?? "")\" has no equal; since_last_sync is used"
            )
        }
    }

    private mutating func addCadence() {
        let unit = fields.word("syncinterval")
        let count = Int(fields.values["syncquantity"] ?? "1") ?? 1
        switch unit {
        case "minutes", "hours", "days", "weeks", "minute", "hour", "day", "week":
            let cadence = Cadence("\(max(1, count)) \(unit)")
            add("every", cadence?.description ?? "1 hour")
        case "seconds", "second":
            add("every", "1 minute")
            notes.append("a cadence of seconds has no equal; every minute is used")
        default:
            notes.append(
                "no cadence is set, so it runs by hand only; add for example every: 1 hour")
        }
    }

    private mutating func addNotifications() {
        var moments: [String] = []
        if fields.flag("notifywhenrun") == true { moments.append("when_run") }
        if fields.flag("notifyonupdate") == true { moments.append("on_cache_update") }
        guard !moments.isEmpty else { return }
        add("notify", "[" + moments.joined(separator: ", ") + "]")
    }

    /// Reads the result as if it stood in a file, so that nothing is appended that hae would
    /// refuse.
    private func checked(_ name: String) throws(AppImportError) -> ImportedAutomation {
        let yaml = lines.enumerated().map { index, line in
            (index == 0 ? "- " : "  ") + "\(line.key): \(line.value)\n"
        }.joined()
        do {
            _ = try ConfigReader(vocabulary: vocabulary, environment: [:])
                .read(Array("automations:\n\(yaml)".utf8), name: "the automation", directory: "/")
        } catch {
            let findings = error.findings.map { finding in
                ([finding.message] + finding.notes).joined(separator: "\n  ")
            }
            throw AppImportError(description: findings.joined(separator: "\n"))
        }
        return ImportedAutomation(
            name: name, yaml: yaml, notes: notes, secrets: secrets.files)
    }
}
