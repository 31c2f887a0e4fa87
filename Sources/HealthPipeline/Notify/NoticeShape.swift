import HealthConfig
import HealthEncoding
import HealthModel
import struct Foundation.Data

/// How a notice looks as the request to a webhook.
struct NoticeShape {
    var headers: [HeaderField]
    var body: [UInt8]

    init(_ notice: Notice, style: NotificationsConfig.WebhookStyle) {
        switch style {
        case .ntfy:
            headers = [
                HeaderField("Content-Type", "text/plain; charset=utf-8"),
                HeaderField("Title", Self.encoded(notice.title)),
                HeaderField("Priority", Self.priority(of: notice)),
                HeaderField("Tags", Self.tag(of: notice)),
            ]
            body = Array(Self.text(notice).utf8)
        case .slack:
            headers = [HeaderField("Content-Type", "application/json")]
            let title = Self.escaped(notice.title)
            var json = JSONWriter()
            json.object {
                $0.key("text")
                $0.string("*\(title)*\n\(Self.escaped(Self.text(notice)))")
            }
            body = json.bytes
        case .json:
            headers = [HeaderField("Content-Type", "application/json")]
            body = notice.json
        }
    }

    private static func text(_ notice: Notice) -> String {
        notice.text + (notice.command.map { "\n\($0)" } ?? "")
    }

    /// Source: ntfy's publishing manual, "Message priority".
    private static func priority(of notice: Notice) -> String {
        notice.isCritical ? "high" : notice.kind == .trouble ? "default" : "low"
    }

    private static func tag(of notice: Notice) -> String {
        switch notice.kind {
        case .run: "outbox_tray"
        case .newData: "inbox_tray"
        case .trouble: "warning"
        }
    }

    /// Header values are ASCII; ntfy decodes RFC 2047.
    private static func encoded(_ text: String) -> String {
        if text.allSatisfy({ $0.isASCII && !$0.isNewline }) { return text }
        return "=?UTF-8?B?\(Data(text.utf8).base64EncodedString())?="
    }

    /// Slack's three control characters; source: its manual, "Formatting text for app surfaces".
    private static func escaped(_ text: String) -> String {
        String(
            text.flatMap { character -> String in
                switch character {
                case "&": "&amp;"
                case "<": "&lt;"
                case ">": "&gt;"
                default: String(character)
                }
            })
    }
}
