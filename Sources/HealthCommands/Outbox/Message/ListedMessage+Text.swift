import HealthPipeline

extension ListedMessage {
    /// The state with its flags: `ready?`, `held!`.
    var stateText: String {
        let flag =
            switch state {
            case .inflight: "*"
            case .held: "!"
            case .dead: "+"
            case .corrupt: "#"
            case .ready, .delivered, .split, .cancelled: ""
            }
        return state.rawValue + flag + (maybeDelivered ? "?" : "")
    }

    /// How the last attempt ended: `503 Retry-After 120s`, `could not connect (curl 7)`, `200`.
    var lastText: String {
        guard let last else { return "-" }
        if let status = last.status, let wait = last.retryAfter {
            return "\(status) Retry-After \(Humanize.decimal(wait, places: 0))s"
        }
        return last.error ?? last.status.map(String.init) ?? "-"
    }

    /// When it is tried next, in a column: `now`, `38s`.
    func nextText(now: Moment) -> String {
        guard let due else { return "-" }
        let seconds = Int64(due.seconds(since: now).rounded(.up))
        return seconds <= 0 ? "now" : Humanize.duration(seconds: seconds)
    }

    /// The members of a message in every document that has one.
    func writeMembers(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("state", state.rawValue)
        json.member("automation", automation)
        json.member("run", run)
        json.member("part", part)
        json.member("lane", lane)
        json.member("stream", stream)
        json.member("bytes", bytes)
        json.member("records", records)
        json.member("attempts", attempts)
        json.member("created", created)
        json.member("next_attempt", due)
        json.member("expires", expires)
        json.member("maybe_delivered", maybeDelivered)
        json.member("reason", reason)
        json.member("parent", parent)
        json.key("last")
        guard let last else { return json.null() }
        json.object {
            $0.member("at", last.at)
            $0.member("status", last.status)
            $0.member("curl", last.curlCode)
            $0.member("class", last.fate)
            $0.member("retry_after_s", seconds: last.retryAfter)
            $0.member("error", last.error)
        }
    }
}
