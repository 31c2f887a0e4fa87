/// What the fault server does with one request: the faults of the outbox reference, section 14 (T6), by name.
public enum FaultBehaviour: Sendable {
    /// Reads the request, answers, keeps the connection.
    case answer(CannedAnswer)
    /// Reads the request, then answers as it says.
    case decide(@Sendable (ReceivedRequest) -> CannedAnswer)
    /// Reads the request, waits, answers.
    case answerLate(after: Duration, CannedAnswer)
    /// Resets the connection at some point.
    case reset(Moment)
    /// Reads the request and never answers.
    case silent
    /// Reads nothing and says nothing, with the connection open.
    case deaf
    /// Reads the body byte by byte, with a pause after each.
    case slowReader(pause: Duration)
    /// Answers before the body is read. A polite server then reads the rest and closes; a rude one resets.
    case answerEarly(CannedAnswer, isPolite: Bool)
    /// Reads the request and sends its answer byte by byte, with a pause before each.
    case slowAnswer(CannedAnswer, pause: Duration)
    /// Reads the request and sends these bytes as they are, then closes.
    case raw(String)
    /// Answers 200 with a body that never ends.
    case endlessBody
    /// Answers 200 with that many bytes of headers, in lines of about 1 KiB.
    case hugeHead(bytes: Int)
    /// Answers 200 with one header line of that many bytes.
    case hugeLine(bytes: Int)
    /// Never says 100 Continue; reads the body when it comes, then answers.
    case ignoresExpect(CannedAnswer)

    /// Points at which a connection breaks.
    public enum Moment: Sendable, CaseIterable {
        /// At once: after accepting, or on a kept connection when the next request comes.
        case beforeRequest
        case afterHalfBody
        /// The request was read, and nothing said.
        case afterBody
        /// In the middle of the status line.
        case inStatusLine
        /// After the status line 200, in the middle of the headers.
        case inHeaders
        /// Right after a complete 200.
        case afterAnswer
    }

    /// A plain 200.
    public static var ok: FaultBehaviour { .answer(CannedAnswer(200, body: "OK")) }

    public static func status(
        _ status: Int, headers: [String] = [], body: String = ""
    ) -> FaultBehaviour {
        .answer(CannedAnswer(status, headers: headers, body: body))
    }
}
