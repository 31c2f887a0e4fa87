import HealthPipeline

/// Judges the state of an outbox by limits: a value without I/O.
struct OutboxCheckup {
    struct Finding: Equatable {
        /// For programs; ends with its unit.
        var name: String
        var value: Int64
        var limit: Int64
        var level: MonitorLevel
        /// For people.
        var text: String
    }

    var ageMaxSeconds: Double
    var deadMax: Int
    var bytesMax: ByteLimit

    /// - Parameter oldestReady: When the oldest message that could still go out was enqueued.
    func findings(_ stats: OutboxStats, oldestReady: Moment?, now: Moment) -> [Finding] {
        var findings = stats.lanes.compactMap(closed)
        let age = oldestReady.map { max(0, Int64(now.seconds(since: $0))) } ?? 0
        let ageMax = Int64(ageMaxSeconds)
        if age > ageMax {
            findings.append(
                Finding(
                    name: "oldest_ready_s", value: age, limit: ageMax, level: .warning,
                    text: "the oldest message has waited for \(Humanize.duration(seconds: age))"))
        }
        add("dead", sum(stats, \.dead), deadMax, .warning, "refused for good", to: &findings)
        add("corrupt", sum(stats, \.corrupt), 0, .critical, "damaged", to: &findings)
        add("held", sum(stats, \.held), 0, .warning, "held", to: &findings)
        let bytesLimit = bytesMax.bytes(ofQuota: stats.bytesMax)
        if stats.bytes > bytesLimit {
            let isFull = stats.bytes >= stats.bytesMax
            findings.append(
                Finding(
                    name: "spool_bytes", value: stats.bytes, limit: bytesLimit,
                    level: isFull ? .critical : .warning,
                    text:
                        "\(Humanize.bytes(stats.bytes)) of \(Humanize.bytes(stats.bytesMax)) are used"
                ))
        }
        return findings
    }

    private func sum(_ stats: OutboxStats, _ count: KeyPath<LaneStats, Int>) -> Int {
        stats.lanes.reduce(0) { $0 + $1[keyPath: count] }
    }

    private func add(
        _ name: String, _ count: Int, _ most: Int, _ level: MonitorLevel, _ words: String,
        to findings: inout [Finding]
    ) {
        guard count > most else { return }
        findings.append(
            Finding(
                name: name, value: Int64(count), limit: Int64(most), level: level,
                text: Humanize.count(count, "message") + (count == 1 ? " is " : " are ") + words))
    }

    /// A lane that only a person opens is critical; one that opens by itself is left to the age of its messages.
    private func closed(_ lane: LaneStats) -> Finding? {
        switch lane.state {
        case .open, .throttled, .broken: return nil
        case .held, .disabled:
            let waiting = lane.ready + lane.deferred + lane.inflight
            return Finding(
                name: "lane_\(lane.state.rawValue)", value: Int64(waiting), limit: 0,
                level: .critical,
                text: "lane \(lane.lane) is \(lane.state.rawValue)"
                    + (lane.reason.map { ": \($0)" } ?? ""))
        }
    }
}
