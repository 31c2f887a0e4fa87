public import HealthOutbox

/// What endpoints answered to the messages of a run, as lines of its log.
///
/// Put together from receipts and from the last attempt of each message when somebody looks: nothing is written
/// for it while sending, and what has no receipt any more has no line.
public struct RunAnswers {
    /// A line with a name by which it is known again.
    public struct Line: Sendable {
        public var key: String
        public var event: RunEvent
    }

    /// Deliveries of a run that are looked at.
    static let receiptsMax = 20_000
    /// Messages with trouble that get a line of their own.
    static let troublesListed = 50

    /// Deliveries that are further apart are two lines.
    private static let secondsApartMax = 600.0

    private let outbox: any Outbox

    public init(_ outbox: any Outbox) {
        self.outbox = outbox
    }

    /// A run with the answers among its own lines, by time; deliveries that are alike are one line.
    public func withAnswers(_ report: RunReport) throws -> RunReport {
        var told = report
        told.events = try story(of: report)
        return told
    }

    private func story(of report: RunReport) throws -> [RunEvent] {
        var events: [RunEvent] = []
        var open: Deliveries?
        for receipt in try receipts(of: report, since: nil) {
            if open?.add(receipt) == true { continue }
            if let open { events.append(open.event) }
            open = Deliveries(receipt)
        }
        if let open { events.append(open.event) }
        events += try troubles(of: report).map(\.event)
        // A stable sort, so that lines of one moment stay in their order.
        return (report.events + events).enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// The answers alone, one line each.
    ///
    /// - Parameter since: Deliveries before it are left out.
    public func lines(of report: RunReport, since: Moment) throws -> [Line] {
        try receipts(of: report, since: since).map {
            Line(key: $0.id.text, event: Deliveries($0).event)
        } + troubles(of: report)
    }

    private func receipts(of report: RunReport, since: Moment?) throws -> [Receipt] {
        // A run without messages has no receipts.
        guard report.run.requests > 0 else { return [] }
        var found: [Receipt] = []
        var selection = ReceiptSelection(
            since: since, automation: report.run.automation, run: report.run.id)
        repeat {
            let page = try outbox.receipts(selection)
            found += page.receipts
            selection.after = page.next
        } while selection.after != nil && found.count < Self.receiptsMax
        return found
    }

    private func troubles(of report: RunReport) throws -> [Line] {
        guard report.run.unfinished > 0 else { return [] }
        var days: [String: String] = [:]
        for event in report.events {
            guard let part = event.data["part"], let first = event.data["first_day"],
                let last = event.data["last_day"]
            else { continue }
            days[part] = first == last ? first : "\(first) to \(last)"
        }
        let page = try outbox.page(MessageSelection(run: report.run.id), after: nil, limit: 1000)
        return page.messages.compactMap { message in
            let part = message.part.prefix { $0 != "." }
            return message.trouble(days: days[String(part)])
        }.prefix(Self.troublesListed).map { $0 }
    }

    /// Messages that ended in the same way, one after the other.
    private struct Deliveries {
        private var first: Receipt
        private var last: Receipt
        private var count = 1
        private var tries: Int
        private var bytes: Int64

        init(_ receipt: Receipt) {
            (first, last) = (receipt, receipt)
            (tries, bytes) = (receipt.attempts, receipt.bytes)
        }

        /// - Returns: Whether it is one of them.
        mutating func add(_ receipt: Receipt) -> Bool {
            guard receipt.outcome == .delivered, first.outcome == .delivered,
                receipt.status == first.status, receipt.maybeDuplicate == first.maybeDuplicate,
                receipt.at.seconds(since: last.at) <= RunAnswers.secondsApartMax
            else { return false }
            last = receipt
            count += 1
            tries += receipt.attempts
            bytes += receipt.bytes
            return true
        }

        var event: RunEvent {
            var data = [
                "outcome": first.outcome.rawValue, "parts": String(count), "tries": String(tries),
                "bytes": String(bytes),
            ]
            data["status"] = first.status.map(String.init)
            data["part"] = count == 1 ? first.part : nil
            return RunEvent(at: last.at, level: level, text: text, data: data)
        }

        private var level: RunEvent.Level {
            first.outcome == .cancelled || first.maybeDuplicate ? .warning : .info
        }

        private var text: String {
            let who = count == 1 ? "Part \(first.part)" : Humanize.count(count, "part")
            switch first.outcome {
            case .delivered:
                var text = "\(who) delivered"
                if let status = first.status { text += ": \(status)" }
                if tries > count { text += ", after \(Humanize.count(tries, "try", "tries"))" }
                if first.maybeDuplicate { text += "; may have arrived twice" }
                return text + "."
            case .cancelled:
                return "\(who) was given up: \(first.reason ?? "by hand")."
            case .split:
                return "\(who) was too large for the endpoint and was cut."
            case .replaced:
                return "\(who) was made again in another form."
            }
        }
    }
}

extension MessageSummary {
    /// What is wrong with it; `nil` for one that has not been tried yet.
    fileprivate func trouble(days: String?) -> RunAnswers.Line? {
        let who = "Part \(part)" + (days.map { " (\($0))" } ?? "")
        // What says nothing about the message, such as a host that is away, is not counted.
        let tries = attempts == 0 ? "" : ", after \(Humanize.count(attempts, "try", "tries"))"
        let said = last?.summary ?? reason ?? "no reason was recorded"
        let (level, text): (RunEvent.Level, String)
        switch state {
        case .dead: (level, text) = (.error, "\(who) was refused for good: \(said).")
        case .corrupt: (level, text) = (.error, "\(who) is damaged on disk and set aside.")
        case .held: (level, text) = (.warning, "\(who) is held: \(reason ?? said).")
        case .ready, .inflight:
            guard last != nil else { return nil }
            (level, text) = (.warning, "\(who) has not arrived yet: \(said)\(tries).")
        case .delivered, .split, .cancelled: return nil
        }
        let at = last?.at ?? createdAt
        var data = [
            "part": part, "state": state.rawValue, "tries": String(attempts), "message": id.text,
        ]
        data["status"] = last?.status.map(String.init)
        data["days"] = days
        return RunAnswers.Line(
            key: "\(id.text) \(state.rawValue) \(at.milliseconds)",
            event: RunEvent(at: at, level: level, text: text, data: data))
    }
}
