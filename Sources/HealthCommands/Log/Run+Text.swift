import HealthPipeline

extension Run {
    /// When, which automation, how it ended, what it made.
    func headline(now: Moment) -> String {
        var words = [
            startedAt.rfc3339, automationName, state.rawValue,
            kind.rawValue.replacing("_", with: " "),
        ]
        if let endedAt {
            words.append(
                "took "
                    + Humanize.duration(seconds: Int64(max(0, endedAt.seconds(since: startedAt)))))
        }
        if requests > 0 {
            words.append(
                "\(Humanize.count(records, "record")) in \(Humanize.count(requests, "request")), "
                    + "\(Humanize.bytes(bytes)), \(Humanize.count(delivered)) delivered")
        }
        if dead > 0 { words.append("\(Humanize.count(dead)) dead") }
        if discarded > 0 { words.append("\(Humanize.count(discarded)) given up") }
        if let from, let to { words.append("\(from.rfc3339) to \(to.rfc3339)") }
        words.append("run \(id.short)")
        return words.joined(separator: "  ")
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("automation", automationName)
        json.member("kind", kind.rawValue)
        json.member("state", state.rawValue)
        json.member("started", startedAt)
        json.member("ended", endedAt)
        json.member("records", records)
        json.member("requests", requests)
        json.member("delivered", delivered)
        json.member("dead", dead)
        json.member("discarded", discarded)
        json.member("unfinished", unfinished)
        json.member("bytes", bytes)
        json.member("from", from?.rfc3339)
        json.member("to", to?.rfc3339)
        json.member("error", error)
    }
}

extension RunEvent {
    /// `06:15:02Z  warning  …`
    ///
    /// - Parameter facts: Whether what it says to programs stands behind it.
    func line(now: Moment, facts: Bool = false) -> String {
        let line = "\(at.clock(now: now))  \(level.rawValue)  \(text)"
        guard facts, !data.isEmpty else { return line }
        let pairs = data.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return line + " (\(pairs.joined(separator: ", ")))"
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("at", at)
        json.member("level", level.rawValue)
        json.member("text", text)
        json.key("data")
        json.object {
            for (name, value) in data.sorted(by: { $0.key < $1.key }) { $0.member(name, value) }
        }
    }
}
