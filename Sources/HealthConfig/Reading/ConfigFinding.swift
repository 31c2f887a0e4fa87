/// One mistake (or warning) in a configuration: what, where, what to do.
///
/// Never carries a secret: literal values of headers, plugin configurations and keys that sound
/// secret are cut out of the excerpt before it is stored here.
public struct ConfigFinding: Hashable, Sendable, CustomStringConvertible {
    /// The file as the user named it.
    public var file: String
    /// `nil` when the mistake is about the file as a whole.
    public var place: Place?
    /// One sentence without a full stop.
    public var message: String
    /// The line of the file with secrets cut out, shown above the caret.
    public var excerpt: String?
    /// Scalars of `excerpt` before the caret.
    public var caretOffset: Int
    /// What is allowed, and other help; one line each.
    public var notes: [String]
    /// True when a file's permissions are at fault (exit 77 instead of 78).
    public var isPermission: Bool

    public init(
        file: String, place: Place? = nil, message: String, excerpt: String? = nil,
        caretOffset: Int = 0, notes: [String] = [], isPermission: Bool = false
    ) {
        (self.file, self.place, self.message) = (file, place, message)
        (self.excerpt, self.caretOffset) = (excerpt, caretOffset)
        (self.notes, self.isPermission) = (notes, isPermission)
    }

    /// `file:line:column: message`, the line, a caret, and the notes indented by two.
    public var description: String {
        var lines: [String] = []
        if let place {
            lines.append("\(file):\(place.line):\(place.column): \(message)")
        } else {
            lines.append("\(file): \(message)")
        }
        if let excerpt {
            lines.append(excerpt)
            lines.append(String(repeating: " ", count: caretOffset) + "^")
        }
        lines += notes.map { "  " + $0 }
        return lines.joined(separator: "\n")
    }
}
