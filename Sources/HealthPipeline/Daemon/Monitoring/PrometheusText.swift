import HealthModel
import HealthOutbox

/// The figures of `hae status` in Prometheus' text format, for the textfile collector of node_exporter.
///
/// Names of automations and lanes, counts and times; no health value. Source: Prometheus' "Text-based format".
struct PrometheusText {
    private var text = ""

    /// - Parameters:
    ///   - next: When each automation runs next, by its id; absent for one that runs only by hand.
    static func of(
        _ status: SystemStatus, next: [String: Instant], counters: DaemonCounters, now: Moment
    ) -> String {
        var writer = PrometheusText()
        writer.addProgram(status, counters, now)
        writer.addAutomations(status.automations, next)
        writer.addLanes(status.outbox.lanes)
        return writer.text
    }

    private mutating func addProgram(
        _ status: SystemStatus, _ counters: DaemonCounters, _ now: Moment
    ) {
        gauge(
            "hae_build_info", "The version that runs.",
            [
                (["version": ProgramVersion.number], 1)
            ])
        gauge(
            "hae_written_timestamp_seconds", "When this file was written.",
            [
                ([:], Self.seconds(now))
            ])
        gauge(
            "hae_outbox_messages", "Messages that are not finished.",
            [
                ([:], Double(status.outbox.messages))
            ])
        gauge("hae_outbox_bytes", "Bytes of their bodies.", [([:], Double(status.outbox.bytes))])
        gauge("hae_outbox_bytes_max", "The quota.", [([:], Double(status.outbox.bytesMax))])
        counter("hae_runs_total", "Runs since the daemon began.", Double(counters.runs))
        counter("hae_imports_total", "Files imported from the inbox.", Double(counters.imports))
        counter(
            "hae_imports_failed_total", "Files of the inbox that were bad.",
            Double(counters.importsFailed))
        counter("hae_deliveries_total", "Messages delivered.", Double(counters.deliveries))
        counter(
            "hae_attempts_failed_total", "Attempts without delivery.", Double(counters.failures))
    }

    private mutating func addAutomations(
        _ automations: [AutomationStatus], _ next: [String: Instant]
    ) {
        func rows(_ value: (AutomationStatus) -> Double?) -> [([String: String], Double)] {
            automations.compactMap { automation in
                value(automation).map { (["automation": automation.name], $0) }
            }
        }
        gauge("hae_automation_enabled", "Whether it runs by itself.", rows { $0.enabled ? 1 : 0 })
        gauge(
            "hae_automation_last_run_timestamp_seconds", "When its last run began.",
            rows { $0.lastRun.map { Self.seconds($0.startedAt) } })
        gauge(
            "hae_automation_last_run_failed", "Whether that failed.",
            rows { $0.lastRun.map { $0.state == .failed ? 1 : 0 } })
        gauge(
            "hae_automation_next_run_timestamp_seconds", "When its next run begins.",
            rows { next[$0.id].map { Double($0.seconds) } })
        gauge(
            "hae_automation_in_sync_timestamp_seconds",
            "The start of the newest run all of whose data has arrived.",
            rows { $0.inSyncSince.map(Self.seconds) })
        gauge(
            "hae_automation_queued_messages", "Its messages that are not finished.",
            rows { Double($0.queued) })
        gauge(
            "hae_automation_oldest_message_timestamp_seconds", "When the oldest of them was made.",
            rows { $0.oldest.map(Self.seconds) })
        gauge(
            "hae_automation_trouble", "1: something is wrong; 2: data stands still.",
            rows { $0.trouble.map { $0.isCritical ? 2 : 1 } ?? 0 })
    }

    private mutating func addLanes(_ lanes: [LaneStats]) {
        func rows(_ value: (LaneStats) -> Double) -> [([String: String], Double)] {
            lanes.map { (["lane": $0.lane], value($0)) }
        }
        gauge("hae_lane_open", "Whether messages may go.", rows { $0.state == .open ? 1 : 0 })
        gauge(
            "hae_lane_held_messages", "Messages that wait for a person.", rows { Double($0.held) })
        gauge("hae_lane_dead_messages", "Messages refused for good.", rows { Double($0.dead) })
    }

    // MARK: - Lines

    private mutating func gauge(
        _ name: String, _ help: String, _ rows: [(labels: [String: String], value: Double)]
    ) {
        add(name, "gauge", help, rows)
    }

    private mutating func counter(_ name: String, _ help: String, _ value: Double) {
        add(name, "counter", help, [([:], value)])
    }

    private mutating func add(
        _ name: String, _ type: String, _ help: String,
        _ rows: [(labels: [String: String], value: Double)]
    ) {
        guard !rows.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for row in rows {
            let labels = row.labels.sorted { $0.key < $1.key }
                .map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            text += name + (labels.isEmpty ? "" : "{\(labels)}") + " \(Self.number(row.value))\n"
        }
    }

    private static func seconds(_ moment: Moment) -> Double {
        Double(moment.milliseconds) / 1000
    }

    /// Whole numbers without a fraction.
    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    private static func escaped(_ label: String) -> String {
        String(
            label.flatMap { character -> String in
                switch character {
                case "\\": "\\\\"
                case "\"": "\\\""
                case _ where character.isNewline: "\\n"
                default: String(character)
                }
            })
    }
}
