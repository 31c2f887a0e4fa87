import HealthOutbox

/// Which troubles are new, and which have lasted long enough to bother somebody: a value without I/O.
struct TroubleWatch {
    struct Change: Equatable {
        enum Kind: Equatable {
            /// For the log.
            case began
            /// For a person.
            case lasts
            case over
        }

        var kind: Kind
        /// The automation's id.
        var automation: String
        var trouble: AutomationStatus.Trouble
    }

    /// What goes by itself gets so much time for it.
    static let patienceSeconds = 600.0

    private struct Entry {
        var trouble: AutomationStatus.Trouble
        var since: Double
    }

    private var entries: [String: Entry] = [:]

    init() {}

    /// The same for the same trouble, whatever its numbers.
    static func key(_ automation: String, _ trouble: AutomationStatus.Trouble) -> String {
        "\(automation) \(trouble.kind.rawValue)"
    }

    /// Takes in how the automations are doing.
    ///
    /// - Parameter now: Seconds of a clock that only goes forward.
    /// - Returns: What changed; a trouble that lasts comes each time, whoever tells of it keeps count.
    mutating func look(_ automations: [AutomationStatus], now: Double) -> [Change] {
        var changes: [Change] = []
        var next: [String: Entry] = [:]
        for automation in automations {
            let old = entries[automation.id]
            guard let trouble = automation.trouble else { continue }
            let isSame = old?.trouble.kind == trouble.kind
            let entry = Entry(trouble: trouble, since: isSame ? old?.since ?? now : now)
            next[automation.id] = entry
            if !isSame {
                changes.append(
                    Change(kind: .began, automation: automation.id, trouble: trouble))
            }
            if now - entry.since >= trouble.patienceSeconds {
                changes.append(
                    Change(kind: .lasts, automation: automation.id, trouble: trouble))
            }
        }
        for (id, entry) in entries.sorted(by: { $0.key < $1.key }) where next[id] == nil {
            changes.append(Change(kind: .over, automation: id, trouble: entry.trouble))
        }
        entries = next
        return changes
    }
}

extension AutomationStatus.Trouble {
    fileprivate var patienceSeconds: Double {
        switch kind {
        case .laneClosed, .corrupt, .held, .dead, .runFailed: 0
        case .laneWaits, .runInterrupted, .runWaits, .nobodySends, .overdue:
            TroubleWatch.patienceSeconds
        }
    }
}
