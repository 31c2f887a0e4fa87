internal import HealthModel

/// Bodies made from a stored one, outside of any transaction.
struct Pieces {
    typealias Named = (name: PieceName, piece: Piece)

    private let sender: SQLiteSender

    init(_ sender: SQLiteSender) {
        self.sender = sender
    }

    /// Two halves, or `nil` when the body cannot be cut.
    func divide(_ row: MessageRow) throws -> [Named]? {
        guard row.records >= 2, let divider = sender.options.divider, let body = try body(of: row)
        else {
            return nil
        }
        let names = (Self.name(row, 1), Self.name(row, 2))
        let pieces = try divider.divide(
            sender.outbox.content(of: row), body: body, names: names,
            stage: { try sender.outbox.stage() })
        return pieces.map { [(names.0, $0.0), (names.1, $0.1)] }
    }

    /// The whole body without content coding, or `nil`.
    func rewrite(_ row: MessageRow) throws -> [Named]? {
        guard row.contentEncoding != nil, let divider = sender.options.divider,
            let body = try body(of: row)
        else { return nil }
        let name = Self.name(row, 1)
        let piece = try divider.rewrite(
            sender.outbox.content(of: row), body: body, name: name,
            stage: { try sender.outbox.stage() })
        return piece.map { [(name, $0)] }
    }

    /// `3.1` of `3`.
    static func name(_ row: MessageRow, _ number: Int) -> PieceName {
        let part = "\(row.part).\(number)"
        return PieceName(
            id: DerivedID.request(automation: row.automation, run: row.runID, part: part),
            part: part)
    }

    /// The stored bytes if they are what was enqueued.
    private func body(of row: MessageRow) throws -> (any BodySource)? {
        guard let body = try sender.outbox.storedBody(of: row.id),
            try BodyDigest.matches(body, length: row.bodyLength, digest: row.bodyDigest)
        else { return nil }
        return body
    }
}
