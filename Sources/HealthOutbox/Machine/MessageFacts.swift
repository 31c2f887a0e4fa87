internal import HealthModel

/// What a lane has to know of a message to judge an outcome.
struct MessageFacts: Sendable {
    var id: Identifier
    var attempts: Int
    var tally: Tally
    var records: Int
    var bodyLength: Int64
    var isEncoded: Bool
    /// Whether a divider has cut the body, or written it anew, for this outcome.
    var hasPieces: Bool
    var isIdempotent: Bool
}

/// What an outcome means for its message.
struct Judgement: Sendable, Equatable {
    var event: MessageEvent
    var tally: Tally
}
