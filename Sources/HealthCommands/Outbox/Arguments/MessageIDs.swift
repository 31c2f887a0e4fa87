import HealthPipeline

/// Message ids as typed, brought to full length.
struct MessageIDs {
    /// Without doubles, in the order typed.
    private(set) var found: [Identifier] = []
    /// Prefixes of no message.
    private(set) var unknown: [String] = []

    /// - Parameter typed: Full ids or prefixes; `-` stands for standard input.
    /// - Throws: `OutboxError` for a prefix of several messages: nobody knows which is meant.
    init(_ typed: [String], in outbox: any Outbox) throws {
        var seen: Set<Identifier> = []
        for text in typed.flatMap({ $0 == "-" ? StandardInput.words() : [$0] }) {
            do {
                let id = try outbox.resolve(text)
                if seen.insert(id).inserted { found.append(id) }
            } catch let error as OutboxError where error.isUnknown {
                unknown.append(text)
            }
        }
    }
}
