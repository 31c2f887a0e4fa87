import HealthModel

/// What cannot stand together in one automation, though each value is good by itself.
struct AutomationChecks {
    let context: ReadContext
    let entries: Entries

    func run() {
        checkFormat()
        checkOptions()
        checkSchedule()
        checkCertificate()
        checkPlainSecret()
    }

    private var label: String { entries.label }

    private func checkFormat() {
        guard entries.optionalText("format") == "csv", entries.flag("batch_requests") else {
            return
        }
        context.report(
            "\"batch_requests\"\(label) works with format: json only",
            at: entries.place(of: "batch_requests"),
            notes: ["Write batch_requests: false, or format: json"])
    }

    private func checkOptions() {
        let type = context.vocabulary.dataTypes.first { $0.id == entries.optionalText("data_type") }
        for option in type?.options ?? [] where entries.isWritten(option.key) {
            let place = entries.place(of: option.key)
            if let needed = option.versionNeeded, entries.integer("version") != needed {
                context.report(
                    "\"\(option.key)\"\(label) works with version: \(needed) only", at: place,
                    notes: ["Remove it, or write version: \(needed)"])
            }
            guard let needed = option.formatNeeded, entries.optionalText("format") != needed,
                let value = entries.value(option.key)?.option, value != option.default
            else { continue }
            let standard = option.default.flatMap(AutomationChecks.text).map {
                "Write \(option.key): \($0), or format: \(needed)"
            }
            context.report(
                "\"\(option.key)\"\(label) can have this value with format: \(needed) only",
                at: place, notes: [standard ?? "Remove it, or write format: \(needed)"])
        }
    }

    private static func text(of value: OptionValue) -> String? {
        switch value {
        case .flag(let flag): flag ? "true" : "false"
        case .word(let word): word
        case .integer(let number): String(number)
        case .list: nil
        }
    }

    private func checkSchedule() {
        guard case .clock? = entries.value("at") else { return }
        if case .cadence(let cadence)? = entries.value("every") {
            guard !cadence.isWholeDays else { return }
            context.report(
                "\"at\"\(label) works with a cadence of days or weeks only, not every: \(cadence)",
                at: entries.place(of: "at"), notes: ["Write for example every: 1 day"])
        } else if !entries.isWritten("every") || entries.values["every"] == ParsedValue.none {
            context.report(
                "\"at\"\(label) needs \"every\" beside it", at: entries.place(of: "at"),
                notes: ["Write for example every: 1 day"])
        }
    }

    private func checkCertificate() {
        guard entries.optionalText("client_key") != nil, !entries.isWritten("client_cert") else {
            return
        }
        context.report(
            "\"client_key\"\(label) needs \"client_cert\" beside it",
            at: entries.place(of: "client_key"))
    }

    /// The sender asks again for every connection; a numeric address can be judged here already.
    private func checkPlainSecret() {
        guard !entries.flag("allow_insecure"), let url = entries.template("url"),
            let (scheme, host) = EndpointURL.literalHost(of: url), scheme == "http",
            LiteralAddress.isPrivate(host) == false
        else { return }
        var carriesSecret = url.carriesSecret
        if case .headers(let headers)? = entries.value("headers") {
            carriesSecret = carriesSecret || headers.contains(where: \.value.carriesSecret)
        }
        guard carriesSecret else { return }
        context.report(
            "\"url\"\(label) would send a secret unencrypted to the public address \(host)",
            at: entries.place(of: "url"),
            notes: ["Use https, or write allow_insecure: true if that is meant"])
    }
}
