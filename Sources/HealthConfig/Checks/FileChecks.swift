/// What cannot stand together in one file: names, ids, and the endpoints of a lane.
struct FileChecks {
    let context: ReadContext
    let root: Entries

    func run() {
        let automations = root.records("automations")
        checkUnique("name", among: automations, kind: "automation")
        checkUnique("id", among: automations, kind: "automation")
        checkLanes(automations)
        let taps = root.records("plugins")
        checkUnique("id", among: taps, kind: "plugin")
    }

    private func checkUnique(_ key: String, among records: [Entries], kind: String) {
        var seen: [String: Place] = [:]
        for record in records {
            guard let value = record.optionalText(key) else { continue }
            let place = record.place(of: key)
            if let earlier = seen[value] {
                context.report(
                    "\"\(key)\"\(record.label) is the same as that of the \(kind) in line "
                        + "\(earlier.line)", at: place,
                    notes: ["Each \(kind) needs \(key == "id" ? "an id" : "a name") of its own."])
            } else {
                seen[value] = place
            }
        }
    }

    private func checkLanes(_ automations: [Entries]) {
        var origins: [String: (origin: String, subject: String)] = [:]
        for entries in automations {
            guard let lane = entries.optionalText("lane"), let url = entries.template("url"),
                let origin = EndpointURL.origin(of: url)
            else { continue }
            guard let first = origins[lane] else {
                origins[lane] = (origin, String(entries.label.dropFirst(4)))
                continue
            }
            if first.origin != origin {
                context.report(
                    "\"lane\"\(entries.label) is shared with \(first.subject), which sends to "
                        + "\(first.origin), not \(origin)", at: entries.place(of: "lane"),
                    notes: ["Automations of one lane need the same scheme, host and port."])
            }
        }
    }
}
