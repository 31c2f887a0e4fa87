import HealthModel
import HealthOutbox

/// Writes the activity log of one run: gathers lines and hands them over in groups, as each group costs a sync.
///
/// A dry run has one too, which keeps nothing.
final class RunJournal {
    /// Parts that get a line of their own.
    static let partsListed = 100
    private static let textMax = 2000
    private static let pauseBetweenGroups = Duration.seconds(1)

    private let outbox: (any Outbox)?
    private let run: Identifier?
    private let now: () -> Moment
    private let clock = ContinuousClock()
    private var waiting: [RunEvent] = []
    private var lastGroup: ContinuousClock.Instant
    private var parts = 0

    /// - Parameter run: `nil` in a dry run.
    init(outbox: (any Outbox)?, run: Identifier?, now: @escaping () -> Moment) {
        (self.outbox, self.run, self.now) = (outbox, run, now)
        lastGroup = clock.now
    }

    func note(_ level: RunEvent.Level, _ text: String, _ data: [String: String] = [:]) {
        guard run != nil else { return }
        waiting.append(
            RunEvent(
                at: now(), level: level, text: String(text.prefix(Self.textMax)), data: data))
    }

    /// A line for a part that was enqueued; beyond ``partsListed`` only the totals tell of it.
    func note(_ part: BuiltPart, bytes: Int64) throws {
        parts += 1
        guard parts <= Self.partsListed else {
            if parts == Self.partsListed + 1 { note(.info, "Further parts are not listed.") }
            return
        }
        var text = "Part \(part.number): \(Humanize.count(part.records, "record"))"
        var data = [
            "part": String(part.number), "records": String(part.records), "bytes": String(bytes),
        ]
        text += ", \(Humanize.bytes(bytes))"
        if let days = part.days {
            let (first, last) = (days.lowerBound.text, days.upperBound.text)
            text += first == last ? ", \(first)" : ", \(first) to \(last)"
            (data["first_day"], data["last_day"]) = (first, last)
        }
        note(.info, text + ".", data)
        if clock.now - lastGroup > Self.pauseBetweenGroups { try flush() }
    }

    /// Writes down what waits.
    func flush() throws {
        lastGroup = clock.now
        guard let run, !waiting.isEmpty else { return }
        try outbox?.log(waiting, in: run)
        waiting = []
    }
}
