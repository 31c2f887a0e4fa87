import HealthPipeline

extension AutomationStatus {
    func cells(now: Moment) -> [String] {
        let state = lastRun?.state.rawValue ?? "never ran"
        return [
            name, lastRun.map { $0.startedAt.age(now: now) + " ago" } ?? "-",
            enabled ? state : state + " (disabled)", inSyncSince?.rfc3339 ?? "-",
            Humanize.count(queued), oldest?.age(now: now) ?? "-", Sparkline.of(deliveries),
        ]
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("name", name)
        json.member("id", id)
        json.member("enabled", enabled)
        json.member("last_run", lastRun?.startedAt)
        // Only a daemon plans; there is none to ask.
        json.member("next_run", nil as Moment?)
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
