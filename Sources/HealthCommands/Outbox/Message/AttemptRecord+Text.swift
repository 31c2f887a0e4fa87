import HealthPipeline

extension AttemptRecord {
    static let columns: [(title: String, alignment: Table.Alignment)] = [
        ("N", .right), ("STARTED", .left), ("TOOK", .right), ("PHASE", .left), ("RESULT", .left),
        ("SENT", .right), ("RETRY-AFTER", .right), ("FROM", .left),
    ]

    func cells(now: Moment) -> [String] {
        let took = endedAt.map {
            Humanize.decimal(max(0, $0.seconds(since: startedAt)), places: 3) + "s"
        }
        let wait = retryAfter.map {
            Humanize.decimal($0, places: 0) + "s" + (retryAfterWasClamped ? " (clamped)" : "")
        }
        return [
            String(number), startedAt.clock(now: now), took ?? "-", phase.rawValue,
            summary ?? status.map(String.init) ?? (endedAt == nil ? "not ended" : "-"),
            Humanize.bytes(bytesSent), wait ?? "-", remoteAddress ?? "-",
        ]
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("n", number)
        json.member("started", startedAt)
        json.member("ended", endedAt)
        json.member("phase", phase.rawValue)
        json.member("class", fate?.word)
        json.member("status", status)
        json.member("connect_status", connectStatus)
        json.member("curl", curlCode)
        json.member("errno", osErrno)
        json.member("retry_after_s", seconds: retryAfter)
        json.member("retry_after_clamped", retryAfterWasClamped)
        json.member("remote_ip", remoteAddress)
        json.member("bytes_sent", bytesSent)
        json.member("bytes_received", bytesReceived)
        json.member("answer", responseExcerpt)
        json.member("result", summary)
    }
}
