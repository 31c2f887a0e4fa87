public import Logging

/// One line of the daemon's log: a value that becomes text.
///
/// For the journal a level in front, as sd-daemon(3) wants it (`<4>`), and no time, which it knows better; for other
/// readers time and level in words. Facts follow as `name=value`, quoted where they need it.
public struct DaemonLogLine: Sendable {
    public enum Style: Sendable {
        case journal, plain
    }

    /// A pipe takes that much in one piece.
    static let bytesMax = 4000

    public var level: Logger.Level
    public var message: String
    public var facts: [(name: String, value: String)]

    public init(level: Logger.Level, message: String, facts: [(name: String, value: String)]) {
        (self.level, self.message, self.facts) = (level, message, facts)
    }

    /// With a line end.
    ///
    /// - Parameter time: RFC 3339; not shown in the journal.
    public func text(_ style: Style, time: String) -> String {
        var text =
            switch style {
            case .journal: "<\(priority)>"
            case .plain: "\(time) \(level.rawValue.uppercased()) "
            }
        text += Self.oneLine(message)
        for fact in facts {
            text += " \(fact.name)=\(Self.quoted(fact.value))"
        }
        if text.utf8.count > Self.bytesMax {
            text = String(text.unicodeScalars.prefix(Self.bytesMax / 4)) + "…"
        }
        return text + "\n"
    }

    /// syslog(3).
    private var priority: Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    private static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.allSatisfy { $0.isLetter || $0.isNumber || "-_.:/+,@%".contains($0) }
        guard !isPlain else { return text }
        var result = "\""
        for character in text {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where character.isNewline: result += "\\n"
            default: result.append(character)
            }
        }
        return result + "\""
    }
}
