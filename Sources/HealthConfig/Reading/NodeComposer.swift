import Yams

/// Turns YAML text into a tree, with Yams as the parser.
///
/// Two things the library would do are taken from it. Aliases: it shares their nodes, so that a few
/// lines can stand for more nodes than memory holds (a "billion laughs"); they are hidden from it
/// as plain scalars and written out here, with a limit. Doubled keys: it stops at the first; here
/// the first of a pair is renamed and the text parsed again, so that all are reported. Both use
/// characters for private use that the file does not contain.
struct NodeComposer {
    /// Nodes with all aliases written out.
    static let nodesMax = 50_000
    /// Doubled keys that are looked for; each costs one more parse.
    static let doubledKeysMax = 64

    private let context: ReadContext
    private var scalars: [[Unicode.Scalar]]
    private var spares: [Unicode.Scalar]
    private let aliasMark: Unicode.Scalar
    private var renamed: [Unicode.Scalar: Unicode.Scalar] = [:]
    private var anchors: [String: ConfigNode] = [:]

    /// The tree of a file; an empty mapping for an empty file; `nil` when it is not YAML, which is
    /// then reported.
    static func compose(_ context: ReadContext) -> ConfigNode? {
        guard var composer = NodeComposer(context) else { return nil }
        return composer.compose()
    }

    private init?(_ context: ReadContext) {
        self.context = context
        let used = Set(context.source.text.unicodeScalars)
        var spares: [Unicode.Scalar] = []
        for value in UInt32(0xE000)...0xF8FF where spares.count <= NodeComposer.doubledKeysMax {
            if let scalar = Unicode.Scalar(value), !used.contains(scalar) { spares.append(scalar) }
        }
        guard spares.count == NodeComposer.doubledKeysMax + 1, let mark = spares.popLast() else {
            context.report(
                ConfigFinding(
                    file: context.source.name,
                    message: "the file is full of characters for private use; remove them"))
            return nil
        }
        (self.spares, aliasMark) = (spares, mark)
        scalars = context.source.lines.map { line in
            line.unicodeScalars.map { $0 == "*" ? mark : $0 }
        }
    }

    private mutating func compose() -> ConfigNode? {
        while true {
            do {
                let text = scalars.map { String(String.UnicodeScalarView($0)) }
                // The parser holds the anchors, to which the nodes have weak references only.
                let parser = try Parser(
                    yaml: text.joined(separator: "\n"), resolver: .basic, encoding: .utf8)
                guard let root = try parser.singleRoot() else { return .empty }
                let node = withExtendedLifetime(parser) { convert(root) }
                if let node, node.isNull { return .empty }
                return node
            } catch YamlError.duplicatedKeysInMapping(_, let position) {
                let mark = position.mark
                if rename(keyAt: mark) { continue }
                report("the same key stands here more than once", at: mark)
                return nil
            } catch let error as YamlError {
                report(error)
                return nil
            } catch {
                report("not valid YAML", at: nil)
                return nil
            }
        }
    }

    // MARK: - Doubled keys

    /// Gives the first letter of a key another face. False when there is no letter to change, or no
    /// more spare ones.
    private mutating func rename(keyAt mark: Mark) -> Bool {
        guard scalars.indices.contains(mark.line - 1) else { return false }
        let line = scalars[mark.line - 1]
        var index = mark.column - 1
        guard line.indices.contains(index) else { return false }
        if line[index] == "\"" || line[index] == "'" { index += 1 }
        let structural: Set<Unicode.Scalar> = ["\"", "'", "\\", "&", "!", "?", "[", "{", aliasMark]
        guard line.indices.contains(index), !structural.contains(line[index]),
            let spare = spares.popLast()
        else { return false }
        renamed[spare] = line[index]
        scalars[mark.line - 1][index] = spare
        return true
    }

    /// A scalar as it stands in the file.
    private func original(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            view.append(scalar == aliasMark ? "*" : renamed[scalar] ?? scalar)
        }
        return String(view)
    }

    // MARK: - Nodes

    private mutating func convert(_ node: Node) -> ConfigNode? {
        let result: ConfigNode?
        switch node {
        case .scalar(let scalar): result = convert(scalar)
        case .sequence(let sequence): result = convert(sequence)
        case .mapping(let mapping): result = convert(mapping)
        case .alias: result = nil  // Only for emitting; the parser never makes one.
        }
        guard let result else { return nil }
        guard result.size <= NodeComposer.nodesMax else {
            report(
                "with all aliases written out this has more than \(NodeComposer.nodesMax) "
                    + "values; use fewer aliases", at: node.mark)
            return nil
        }
        if let anchor = node.anchor?.rawValue { anchors[original(anchor)] = result }
        return result
    }

    private func convert(_ scalar: Node.Scalar) -> ConfigNode? {
        let place = place(of: scalar.mark)
        let isPlain = scalar.style == .plain
        if isPlain, scalar.string.unicodeScalars.first == aliasMark {
            let name = String(original(scalar.string).dropFirst())
            if let target = anchors[name] { return target }
            report(
                "\"*\(name)\" refers to an anchor that does not stand above it; put text that "
                    + "begins with * in quotes", at: scalar.mark)
            return nil
        }
        guard isUntagged(scalar.tag, at: scalar.mark) else { return nil }
        return ConfigNode(.scalar(original(scalar.string), isPlain: isPlain), at: place)
    }

    private mutating func convert(_ sequence: Node.Sequence) -> ConfigNode? {
        guard isUntagged(sequence.tag, at: sequence.mark) else { return nil }
        var items: [ConfigNode] = []
        for node in sequence {
            guard let item = convert(node) else { return nil }
            items.append(item)
        }
        return ConfigNode(.sequence(items), at: place(of: sequence.mark))
    }

    private mutating func convert(_ mapping: Node.Mapping) -> ConfigNode? {
        guard isUntagged(mapping.tag, at: mapping.mark) else { return nil }
        var entries: [ConfigNode.Entry] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key,
                scalar.style != .plain || scalar.string.unicodeScalars.first != aliasMark
            else {
                report("a key must be plain text, not a list, a mapping or an alias", at: key.mark)
                return nil
            }
            guard isUntagged(scalar.tag, at: scalar.mark), let value = convert(value) else {
                return nil
            }
            entries.append(
                .init(key: original(scalar.string), keyPlace: place(of: scalar.mark), value: value))
        }
        return ConfigNode(.mapping(entries), at: place(of: mapping.mark))
    }

    private func isUntagged(_ tag: Tag, at mark: Mark?) -> Bool {
        // Quoted scalars carry the tag of text without anybody having written it.
        let harmless: [Tag.Name] = [.implicit, .str, .map, .seq]
        if harmless.contains(where: { $0.rawValue == tag.description }) { return true }
        report("tags such as \(tag) have no meaning here; remove it", at: mark)
        return false
    }

    private func place(of mark: Mark?) -> Place {
        Place(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    // MARK: - Mistakes

    private func report(_ message: String, at mark: Mark?, notes: [String] = []) {
        context.masks.collect(fromBroken: context.source)
        context.report(message, at: place(of: mark), notes: notes)
    }

    private func report(_ error: YamlError) {
        switch error {
        case .scanner(let about, let problem, let mark, _),
            .parser(let about, let problem, let mark, _),
            .composer(let about, let problem, let mark, _):
            let line =
                context.source.lines.indices.contains(mark.line - 1)
                ? context.source.lines[mark.line - 1] : ""
            let indentedByTab = line.prefix { $0 == " " || $0 == "\t" }.contains("\t")
            let phrase = about.map { $0.text + ": " } ?? ""
            report(
                "not valid YAML: \(phrase)\(problem)", at: mark,
                notes: indentedByTab ? ["Indent with spaces; YAML does not allow tabs here."] : [])
        default:
            report("not valid YAML", at: nil)
        }
    }
}

extension ConfigNode {
    fileprivate static var empty: ConfigNode {
        ConfigNode(.mapping([]), at: Place(line: 1, column: 1))
    }
}
