import HealthPipeline

/// `hae.outbox.show/1`: one message, its story, and what else was asked for.
struct ShowReport: Report {
    static let schema = "hae.outbox.show/1"

    let view: MessageView
    let showsAttempts: Bool
    let showsHeaders: Bool
    let showsCurl: Bool

    func writeMembers(to json: inout JSONWriter) {
        let story = MessageStory(view)
        json.key("message")
        json.object { view.message.writeMembers(to: &$0) }
        json.member("where", story.place)
        json.member("why", story.why)
        json.member("next", story.next)
        json.member("you_can", story.help)
        json.member("waits_for", view.detail?.waitsFor?.id)
        json.member("overtaken", view.detail?.isOvertaken ?? false)
        json.key("lane")
        if let detail = view.detail {
            json.object {
                $0.member("lane", detail.summary.lane)
                $0.member("state", detail.laneState.rawValue)
                $0.member("reason", detail.laneReason)
                $0.member("resume", detail.laneResumesAt)
                $0.member("last_ok", detail.laneLastOK)
                $0.member("waiting", detail.laneWaiting)
            }
        } else {
            json.null()
        }
        json.key("receipt")
        if let receipt = view.receipt {
            json.object { receipt.writeMembers(to: &$0, name: view.message.automation) }
        } else {
            json.null()
        }
        if showsAttempts {
            json.key("tries")
            json.array {
                for attempt in view.attempts { $0.object { attempt.writeMembers(to: &$0) } }
            }
        }
        if showsHeaders, let request { write(request, to: &json) }
        if showsCurl, let request {
            json.member("curl_command", request.curl(view.message.id).joined(separator: "\n"))
        }
    }

    var lines: [String] {
        var lines = MessageStory(view).lines
        if showsAttempts { lines += [""] + attemptLines }
        if showsHeaders { lines += [""] + headerLines }
        if showsCurl {
            lines += [""] + (request?.curl(view.message.id) ?? [Self.gone])
        }
        return lines
    }

    private static let gone = "Headers and body are gone; only the receipt is left."

    private var request: RequestView? { view.detail.map { RequestView($0, view.automation) } }

    private var attemptLines: [String] {
        guard !view.attempts.isEmpty else { return ["No attempt is recorded."] }
        var table = Table(AttemptRecord.columns)
        for attempt in view.attempts { table.add(attempt.cells(now: view.now)) }
        guard let answer = view.attempts.last?.responseExcerpt, !answer.isEmpty else {
            return table.lines
        }
        return table.lines + ["the last answer began: " + answer.escapingControls]
    }

    private var headerLines: [String] {
        guard let request else { return [Self.gone] }
        let url = request.url ?? "(the automation is not in the configuration any more)"
        return ["\(request.method) \(url)"]
            + request.headers.map {
                "\($0.name): \($0.value)" + ($0.isUsers ? "   (from the configuration)" : "")
            }
    }

    private func write(_ request: RequestView, to json: inout JSONWriter) {
        json.member("method", request.method)
        json.member("url", request.url)
        json.key("headers")
        json.array {
            for header in request.headers {
                $0.object {
                    $0.member("name", header.name)
                    $0.member("value", header.value)
                    $0.member("from_configuration", header.isUsers)
                }
            }
        }
    }
}

extension String {
    /// Control characters of foreign text would steer the terminal.
    var escapingControls: String {
        var text = ""
        for scalar in unicodeScalars {
            if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
                text += " "
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
