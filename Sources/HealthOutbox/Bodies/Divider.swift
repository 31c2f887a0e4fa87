public import HealthModel

/// What the outbox tells of a stored message to those who know formats.
public struct MessageContent: Sendable {
    public var id: Identifier
    public var automation: String
    public var automationName: String
    public var run: Identifier
    public var part: String
    public var headers: [HeaderField]
    public var contentType: String
    public var contentEncoding: String?
    public var records: Int
    public var bodyLength: Int64
    public var from: Instant?
    public var to: Instant?
}

/// What a new message made from an old one is: the id and part it will have.
public struct PieceName: Sendable, Equatable {
    public var id: Identifier
    /// `3.1`, `3.2` of `3`.
    public var part: String

    public init(id: Identifier, part: String) {
        (self.id, self.part) = (id, part)
    }
}

/// A complete body made from an old one, with headers of its own.
public struct Piece: Sendable {
    public var headers: [HeaderField]
    public var contentType: String
    public var contentEncoding: String?
    public var body: StagedBody
    public var records: Int

    public init(
        headers: [HeaderField], contentType: String, contentEncoding: String? = nil,
        body: StagedBody, records: Int
    ) {
        (self.headers, self.contentType, self.contentEncoding) = (
            headers, contentType, contentEncoding
        )
        (self.body, self.records) = (body, records)
    }
}

/// Cuts and rewrites bodies; the pipeline has one, for the outbox knows no format.
///
/// Deterministic: the same body gives the same pieces, since a crash may come between cutting and enqueuing.
public protocol Divider: Sendable {
    /// Cuts a body that was too large in two at a record boundary (413).
    ///
    /// - Parameters:
    ///   - body: Our own stored bytes, checked, from the start.
    ///   - names: Of the two pieces. `session-id`, `Idempotency-Key`, `hae-batch`, `Content-Digest` and boundary follow
    ///     from them.
    ///   - stage: Makes a writer for a piece.
    /// - Returns: Two pieces, each with at least one record, or `nil` when the body cannot be cut.
    func divide(
        _ message: MessageContent, body: any BodySource, names: (PieceName, PieceName),
        stage: () throws -> any BodyWriter
    ) throws -> (Piece, Piece)?

    /// Writes the whole body again without content coding (415).
    ///
    /// - Returns: The piece, or `nil` when that is not possible.
    func rewrite(
        _ message: MessageContent, body: any BodySource, name: PieceName,
        stage: () throws -> any BodyWriter
    ) throws -> Piece?
}

/// Renders a message's range again from the store, to mend a damaged body.
public protocol BodyRenderer: Sendable {
    /// - Returns: The body as it would be made today, under `name` when its bytes differ from the old ones; `nil` when
    ///   it cannot be made.
    func render(
        _ message: MessageContent, name: PieceName, stage: () throws -> any BodyWriter
    ) throws -> Piece?
}
