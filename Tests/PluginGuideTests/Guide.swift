import Foundation

/// The code blocks of `Plugins/README.md`, in their order.
struct Guide {
    struct Block {
        /// `sh`, `diff`, `yaml` or `text`.
        var language: String
        var text: String
    }

    let blocks: [Block]

    init() throws {
        let file = CheckoutCopy.source.appending(path: "Plugins/README.md")
        var blocks: [Block] = []
        var open: Block?
        for line in try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if line.hasPrefix("```") {
                if let block = open { blocks.append(block) }
                open = open == nil ? Block(language: String(line.dropFirst(3)), text: "") : nil
            } else {
                open?.text += line + "\n"
            }
        }
        self.blocks = blocks
    }

    /// The text of the one block in a language.
    func only(_ language: String) -> String? {
        let texts = blocks.filter { $0.language == language }.map(\.text)
        return texts.count == 1 ? texts[0] : nil
    }
}
