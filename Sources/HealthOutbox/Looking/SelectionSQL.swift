internal import HealthModel

/// A ``MessageSelection`` as a condition on `message m JOIN run r`.
struct SelectionSQL {
    private(set) var conditions: [String] = []
    private(set) var values: [any SQLValue] = []
    /// Whether most of what is live is asked for, so that it is read in the order of the list and cut at its limit; SQLite
    /// would choose to sort it all.
    private let isByAge: Bool

    init(_ selection: MessageSelection, now: Moment) {
        let wanted = selection.states
        let sources = Self.sources(of: wanted)
        let isNarrow = selection.ids != nil || selection.run != nil
        isByAge = !isNarrow && sources == [Schema.live]
        if wanted.isEmpty {
            conditions.append("m.\(Schema.live)")
        } else {
            let names = wanted.map { "'\($0.rawValue)'" }.sorted()
            conditions.append("m.state IN (\(names.joined(separator: ", ")))")
            if !isNarrow { conditions.append(Self.rows(from: sources)) }
        }
        if let ids = selection.ids {
            // Bounded by what a command line holds; the caller passes large sets in pieces.
            let marks = Array(repeating: "?", count: ids.count).joined(separator: ", ")
            add("m.row IN (SELECT row FROM identity WHERE id IN (\(marks)))", ids)
        }
        if let automation = selection.automation {
            add("(m.automation = ? OR r.automation_name = ?)", [automation, automation])
        }
        if let lane = selection.lane { add("m.lane = ?", [lane]) }
        if let run = selection.run { add("r.id = ?", [run.text]) }
        switch selection.status {
        case .exactly(let status): add("m.last_status = ?", [status])
        case .hundreds(let hundred):
            add("m.last_status BETWEEN ? AND ?", [hundred * 100, hundred * 100 + 99])
        case nil: break
        }
        if let fate = selection.fate { add("m.last_class = ?", [fate.rawValue]) }
        if let before = selection.createdBefore { add("m.created_at < ?", [before]) }
        if selection.dueOnly { add("m.state = 'ready' AND m.due_at <= ?", [now]) }
    }

    /// The partial indexes that hold all messages of some states, by their conditions.
    private static func sources(of wanted: Set<MessageState>) -> [String] {
        var sources: [String] = []
        if wanted.isEmpty || wanted.contains(.ready) {
            sources.append(Schema.live)
        } else {
            for state in [MessageState.inflight, .held, .dead, .corrupt]
            where wanted.contains(state) {
                sources.append("state = '\(state.rawValue)'")
            }
        }
        if wanted.contains(where: \.isFinished) { sources.append("finished_at IS NOT NULL") }
        return sources
    }

    private static func rows(from sources: [String]) -> String {
        if sources.count == 1 { return "m.\(sources[0])" }
        let rows = sources.map { "SELECT row FROM message WHERE \($0)" }
        return "m.row IN (\(rows.joined(separator: " UNION ALL ")))"
    }

    mutating func add(_ condition: String, _ values: [any SQLValue]) {
        conditions.append(condition)
        self.values += values
    }

    /// In the order of lists: by age, children by part.
    mutating func start(after mark: PageMark?) {
        guard let mark else { return }
        add(
            "(m.created_at, m.seq, m.row) > (?, ?, ?)",
            [mark.createdAt, mark.seq, mark.row])
    }

    func query(limit: Int) -> (sql: String, values: [any SQLValue]) {
        let sql =
            (isByAge ? MessageRow.selectByAge : MessageRow.select) + " WHERE "
            + conditions.joined(separator: " AND ")
            + " ORDER BY m.created_at, m.seq, m.row LIMIT \(limit)"
        return (sql, values)
    }
}
