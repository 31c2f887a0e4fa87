import HealthPipeline

/// `hae.outbox.list/1`: a list of messages.
struct MessageListReport: Report {
    static let schema = "hae.outbox.list/1"

    let answer: MessageQuery.Answer
    let columns: [MessageColumn]
    let now: Moment

    func writeMembers(to json: inout JSONWriter) {
        json.key("messages")
        json.array {
            for message in answer.messages { $0.object { message.writeMembers(to: &$0) } }
        }
        json.member("more", answer.more)
    }

    var lines: [String] {
        var table = Table(columns.map { ($0.title, $0.alignment) })
        for message in answer.messages { table.add(columns.map { $0.cell(message, now) }) }
        return table.lines
    }
}
