import HealthPipeline

extension AutomationStatus {
    func cells(now: Moment) -> [String] {
        let state = lastRun?.state.rawValue ?? "never ran"
        return [
            name, lastRun.map { $0.startedAt.age(now: now) + " ago" } ?? "-",
            enabled ? state : state + " (disabled)", nextText(now: now),
            inSyncSince.map { $0.age(now: now) + " ago" } ?? "-", Humanize.count(queued),
            oldest?.age(now: now) ?? "-", Sparkline.of(deliveries),
        ]
    }

    private func nextText(now: Moment) -> String {
        guard let nextRun else { return enabled ? "by hand" : "-" }
        let seconds = nextRun.seconds(since: now.instant)
        return seconds > 0 ? "in " + Humanize.duration(seconds: seconds) : "due"
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("name", name)
        json.member("id", id)
        json.member("enabled", enabled)
        json.member("last_run", lastRun?.startedAt)
        json.member("next_run", nextRun?.rfc3339)
        json.member("state", lastRun?.state.rawValue)
        json.member("run", lastRun?.id)
        json.member("queued", queued)
        json.member("oldest", oldest)
        json.member("in_sync_since", inSyncSince)
        json.key("deliveries")
        json.array { for count in deliveries { $0.integer(count) } }
        json.member("trouble", trouble?.text)
        json.member("command", trouble?.command)
    }
}
