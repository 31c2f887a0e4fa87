/// A piece of a configuration file: YAML's tree with places, without anchors, aliases and tags.
struct ConfigNode {
    enum Content {
        /// `isPlain` when written without quotes: only then `null` and empty text mean nothing.
        case scalar(String, isPlain: Bool)
        case sequence([ConfigNode])
        /// In file order; a key may occur twice, which is reported where the mapping is read.
        case mapping([Entry])
    }

    struct Entry {
        var key: String
        var keyPlace: Place
        var value: ConfigNode
    }

    var content: Content
    var place: Place
    /// Nodes in this tree with all aliases written out.
    var size: Int

    init(_ content: Content, at place: Place) {
        self.content = content
        self.place = place
        size =
            switch content {
            case .scalar: 1
            case .sequence(let items): items.reduce(1) { $0 + $1.size }
            case .mapping(let entries): entries.reduce(1) { $0 + 1 + $1.value.size }
            }
    }

    /// The node of a default as the key declarations write it: a scalar, or a list of plain words
    /// in brackets.
    init(declared text: String) {
        let nowhere = Place(line: 0, column: 0)
        guard text.hasPrefix("["), text.hasSuffix("]") else {
            self.init(.scalar(text, isPlain: true), at: nowhere)
            return
        }
        let words = text.dropFirst().dropLast().split { $0 == "," || $0 == " " }
        let items = words.map { ConfigNode(.scalar(String($0), isPlain: true), at: nowhere) }
        self.init(.sequence(items), at: nowhere)
    }

    /// True for `null`, `~` and a key without a value.
    var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "null", "Null", "NULL", "~"].contains(text)
    }

    /// The text of a scalar.
    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// The value of the first entry with this key.
    func value(of key: String) -> ConfigNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }
}
