/// What one message has met so far, for the rules of section 9 that count per message.
///
/// Begins anew when a person retries or releases the message.
struct Tally: Sendable, Equatable, Codable {
    static let poisonMax = 8
    static let conflictsMax = 5
    static let notFoundMax = 3
    static let oddMax = 20
    static let cutMax = 3

    /// Temporary HTTP answers that came although the lane had delivered others since the one before.
    var refusedAmongDeliveries = 0
    /// The same for lost answers.
    var unclearAmongDeliveries = 0
    /// 409
    var conflicts = 0
    /// 404
    var notFound = 0
    /// 421
    var misdirected = 0
    /// 5xx without a rule of their own.
    var oddStatus = 0
    /// Curl codes without a rule of their own.
    var oddCodes = 0
    /// Uploads of more than 1 MiB that broke off, in a row.
    var cutUploads = 0
    /// When the last failure was counted, in milliseconds.
    var lastFailure: Int64?

    /// Whether nothing was counted, so that nothing needs to be stored.
    var isEmpty: Bool { self == Tally() }
}
