internal import GRDB
internal import HealthModel

/// A ``MessageSelection`` as a condition on `message m JOIN run r`.
struct SelectionSQL {
    private(set) var conditions: [String] = []
    private(set) var arguments: [(any DatabaseValueConvertible)?] = []
    /// Whether most of what is live is asked for, so that it is read in the order of the list and cut at its limit; SQLite
    /// would choose to sort it all.
    private let isByAge: Bool

    init(_ selection: MessageSelection, now: Moment) {
        let wanted = selection.states
        isByAge =
            selection.ids == nil && selection.run == nil
            && (wanted.isEmpty || wanted.contains(.ready) && !wanted.contains(where: \.isFinished))
        if wanted.isEmpty || isByAge { conditions.append("m.\(Schema.live)") }
        if !wanted.isEmpty {
            let names = selection.states.map { "'\($0.rawValue)'" }.sorted()
            conditions.append("m.state IN (\(names.joined(separator: ", ")))")
        }
        if let ids = selection.ids {
            // Bounded by what a command line holds; the caller passes large sets in pieces.
            let marks = Array(repeating: "?", count: ids.count).joined(separator: ", ")
            add("m.id IN (\(marks))", ids.map(\.text))
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
        if let before = selection.createdBefore { add("m.created_at < ?", [before.milliseconds]) }
        if selection.dueOnly { add("m.state = 'ready' AND m.due_at <= ?", [now.milliseconds]) }
    }

    mutating func add(_ condition: String, _ values: [any DatabaseValueConvertible]) {
        conditions.append(condition)
        arguments += values.map { Optional($0) }
    }

    /// In the order of lists: by age, children by part.
    mutating func start(after mark: PageMark?) {
        guard let mark else { return }
        add(
            "(m.created_at, m.seq, m.row) > (?, ?, ?)",
            [mark.createdAt.milliseconds, mark.seq, mark.row])
    }

    func query(limit: Int) -> (sql: String, arguments: StatementArguments) {
        let sql =
            (isByAge ? MessageRow.selectByAge : MessageRow.select) + " WHERE "
            + conditions.joined(separator: " AND ")
            + " ORDER BY m.created_at, m.seq, m.row LIMIT \(limit)"
        return (sql, StatementArguments(arguments))
    }
}
