import HealthPipeline

extension LaneStats {
    /// `closed` lets messages pass; `open` lets none; `half_open` lets one try.
    func breaker(now: Moment) -> String {
        guard state == .broken else { return "closed" }
        return resumesAt.map { $0 <= now } ?? false ? "half_open" : "open"
    }

    func writeMembers(to json: inout JSONWriter, now: Moment) {
        json.member("lane", lane)
        json.member("state", state.rawValue)
        json.member("reason", reason)
        json.member("resume", resumesAt)
        json.key("counts")
        json.object {
            $0.member("ready", ready)
            $0.member("deferred", deferred)
            $0.member("inflight", inflight)
            $0.member("held", held)
            $0.member("dead", dead)
            $0.member("corrupt", corrupt)
        }
        json.member("bytes", bytes)
        json.member("oldest_s", oldest.map { max(0, Int64(now.seconds(since: $0))) })
        json.member("next_attempt", nextAttempt)
        json.member("breaker", breaker(now: now))
        json.member("concurrency", concurrency)
        json.member("last_ok", lastOK)
        json.member("last_error", lastError)
        json.key("discarded")
        json.object {
            for (reason, count) in discarded.sorted(by: { $0.key < $1.key }) {
                $0.member(reason, count)
            }
        }
    }

    /// One row of the table of lanes.
    func cells(now: Moment) -> [String] {
        let next = nextAttempt.map { attempt in
            attempt <= now
                ? "now"
                : Humanize.duration(seconds: Int64(attempt.seconds(since: now).rounded(.up)))
        }
        return [
            lane, state.rawValue, String(ready), String(deferred), String(inflight), String(held),
            String(dead), String(corrupt), Humanize.bytes(bytes), oldest?.age(now: now) ?? "-",
            next ?? "-", breaker(now: now).replacing("_", with: "-"),
            lastOK?.clock(now: now) ?? "-", (state == .open ? nil : reason) ?? lastError ?? "-",
        ]
    }
}
