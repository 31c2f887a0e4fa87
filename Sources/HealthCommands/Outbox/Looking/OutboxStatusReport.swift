import HealthPipeline

/// `hae.outbox.status/1`: lanes, totals and the spool.
struct OutboxStatusReport: Report {
    static let schema = "hae.outbox.status/1"

    let stats: OutboxStats
    let now: Moment
    /// The audit, newest first; `nil`: nobody asked for it.
    var changes: [ActivityLine]?

    func writeMembers(to json: inout JSONWriter) {
        json.key("lanes")
        json.array {
            for lane in stats.lanes { $0.object { lane.writeMembers(to: &$0, now: now) } }
        }
        json.key("spool")
        json.object {
            $0.member("bytes", stats.bytes)
            $0.member("limit", stats.bytesMax)
            $0.member("free", stats.bytesFree)
            $0.member("messages", stats.messages)
            $0.member("last_exit", stats.lastExit)
            $0.key("sender")
            $0.object {
                $0.member("running", stats.sender != nil)
                $0.member("pid", stats.sender?.pid)
                $0.member("since", stats.sender?.since)
            }
        }
        guard let changes else { return }
        json.key("changes")
        json.array { for line in changes { $0.object { line.writeMembers(to: &$0) } } }
    }

    var lines: [String] {
        var table = Table([
            ("LANE", .left), ("STATE", .left), ("READY", .right), ("DEFERRED", .right),
            ("INFLIGHT", .right), ("HELD", .right), ("DEAD", .right), ("CORRUPT", .right),
            ("BYTES", .right), ("OLDEST", .right), ("NEXT", .right), ("BREAKER", .left),
            ("LAST-OK", .left), ("LAST-ERROR", .left),
        ])
        for lane in stats.lanes { table.add(lane.cells(now: now)) }
        if stats.lanes.count > 1 { table.add(total) }
        return table.lines + [spoolLine] + changeLines
    }

    private var changeLines: [String] {
        guard let changes else { return [] }
        guard !changes.isEmpty else { return ["", "Nobody has changed anything."] }
        var table = Table(ActivityLine.columns)
        for line in changes { table.add(line.cells(now: now)) }
        return [""] + table.lines
    }

    private var total: [String] {
        func sum(_ count: KeyPath<LaneStats, Int>) -> String {
            String(stats.lanes.reduce(0) { $0 + $1[keyPath: count] })
        }
        let oldest = stats.lanes.compactMap(\.oldest).min()
        return [
            "TOTAL", "", sum(\.ready), sum(\.deferred), sum(\.inflight), sum(\.held), sum(\.dead),
            sum(\.corrupt), Humanize.bytes(stats.bytes), oldest?.age(now: now) ?? "-", "-", "", "",
            "",
        ]
    }

    private var spoolLine: String {
        "spool: \(Humanize.bytes(stats.bytes)) of \(Humanize.bytes(stats.bytesMax))"
            + (stats.bytesFree.map { ", \(Humanize.bytes($0)) free on the disk" } ?? "")
            + "; " + stats.senderText(now: now)
    }
}

extension OutboxStats {
    /// Who sends, for people.
    func senderText(now: Moment) -> String {
        guard let sender else {
            return lastExit == "crash"
                ? "no sender is running; the last one did not end by itself"
                : "no sender is running"
        }
        let since = sender.since.map { " since \($0.clock(now: now))" } ?? ""
        return "process \(sender.pid) sends\(since)"
    }
}
