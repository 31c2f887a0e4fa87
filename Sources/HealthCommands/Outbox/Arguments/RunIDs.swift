import HealthPipeline

extension Outbox {
    /// The run with an id, or with a unique prefix of four characters or more.
    ///
    /// - Throws: `CommandFailure` when there is none, or more than one.
    func resolveRun(_ text: String) throws -> Identifier {
        if let id = Identifier(text) { return id }
        let prefix = text.lowercased()
        guard prefix.count >= 4 else {
            throw CommandFailure(
                .failed, "\"\(text)\" is not a run id; give at least 4 of its characters.")
        }
        var found: [Identifier] = []
        var before: Identifier?
        repeat {
            let page = try runs(RunSelection(before: before, limit: 500, withEvents: false))
            found += page.map(\.run.id).filter { $0.text.hasPrefix(prefix) }
            before = page.count == 500 ? page.last?.run.id : nil
        } while before != nil && found.count < 2
        guard let first = found.first else {
            throw CommandFailure(.failed, "No run has an id that begins with \(text).")
        }
        guard found.count == 1 else {
            throw CommandFailure(
                .failed, "More than one run id begins with \(text). Give more characters.")
        }
        return first
    }
}
