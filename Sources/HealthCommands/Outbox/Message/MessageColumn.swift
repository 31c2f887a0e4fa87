import ArgumentParser
import HealthPipeline

/// A column of the table of messages.
struct MessageColumn: Sendable {
    let title: String
    let alignment: Table.Alignment
    let cell: @Sendable (_ message: ListedMessage, _ now: Moment) -> String

    private init(
        _ title: String, _ alignment: Table.Alignment = .left,
        _ cell: @escaping @Sendable (ListedMessage, Moment) -> String
    ) {
        (self.title, self.alignment, self.cell) = (title, alignment, cell)
    }

    /// What a list shows unless asked otherwise.
    static let standard = [id, state, automation, run, part, age, size, tries, next, last]

    static let all =
        standard + [lane, stream, records, bytes, created, expires, reason, errorClass, parent]

    /// - Parameter text: Titles in any case, with commas between them.
    static func named(_ text: String) throws -> [MessageColumn] {
        try text.split(separator: ",").map { word in
            let title = word.trimmingBlanks.uppercased()
            guard let column = all.first(where: { $0.title == title }) else {
                let allowed = all.map { $0.title.lowercased() }.joined(separator: ", ")
                throw ValidationError("\"\(word)\" is not a column; there are \(allowed).")
            }
            return column
        }
    }

    private static let id = MessageColumn("ID") { message, _ in message.id.short }
    private static let state = MessageColumn("STATE") { message, _ in message.stateText }
    private static let automation = MessageColumn("AUTOMATION") { message, _ in message.automation }
    private static let run = MessageColumn("RUN") { message, _ in message.run.short }
    private static let part = MessageColumn("PART") { message, _ in message.part }
    private static let age = MessageColumn("AGE", .right) { $0.created.age(now: $1) }
    private static let size = MessageColumn("SIZE", .right) { message, _ in
        Humanize.bytes(message.bytes)
    }
    private static let tries = MessageColumn("TRY", .right) { message, _ in
        String(message.attempts)
    }
    private static let next = MessageColumn("NEXT", .right) { $0.nextText(now: $1) }
    private static let last = MessageColumn("LAST") { message, _ in message.lastText }
    private static let lane = MessageColumn("LANE") { message, _ in message.lane }
    private static let stream = MessageColumn("STREAM") { message, _ in message.stream ?? "-" }
    private static let records = MessageColumn("RECORDS", .right) { message, _ in
        Humanize.count(message.records)
    }
    private static let bytes = MessageColumn("BYTES", .right) { message, _ in
        String(message.bytes)
    }
    private static let created = MessageColumn("CREATED") { message, _ in message.created.rfc3339 }
    private static let expires = MessageColumn("EXPIRES") { message, _ in
        message.expires?.rfc3339 ?? "-"
    }
    private static let reason = MessageColumn("REASON") { message, _ in message.reason ?? "-" }
    private static let errorClass = MessageColumn("CLASS") { message, _ in
        message.last?.fate ?? "-"
    }
    private static let parent = MessageColumn("PARENT") { message, _ in
        message.parent?.short ?? "-"
    }
}

extension Substring {
    var trimmingBlanks: Substring {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
