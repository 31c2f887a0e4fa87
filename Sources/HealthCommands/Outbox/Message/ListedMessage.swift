import HealthPipeline

/// One message as lists show it, whether it still waits or only its receipt is left.
struct ListedMessage {
    /// The attempt that ended last.
    struct Last {
        var at: Moment
        var status: Int?
        var curlCode: Int?
        /// As ``Verdict/Fate/word``; `nil` where a receipt does not say.
        var fate: String?
        var retryAfter: Double?
        var error: String?
    }

    var id: Identifier
    var state: MessageState
    var automation: String
    var run: Identifier
    var part: String
    var seq: Int64
    var lane: String
    var stream: String?
    var bytes: Int64
    var records: Int
    var attempts: Int
    var created: Moment
    /// `nil` unless it is ready.
    var due: Moment?
    var expires: Moment?
    var maybeDelivered: Bool
    var reason: String?
    var parent: Identifier?
    var last: Last?

    init(_ summary: MessageSummary) {
        (id, state, automation) = (summary.id, summary.state, summary.automationName)
        (run, part, seq) = (summary.run, summary.part, summary.seq)
        (lane, stream, bytes, records) = (
            summary.lane, summary.stream, summary.bytes, summary.records
        )
        (attempts, created, due) = (summary.attempts, summary.createdAt, summary.dueAt)
        (expires, maybeDelivered) = (summary.expiresAt, summary.maybeDelivered)
        (reason, parent) = (summary.reason, summary.parent)
        last = summary.last.map {
            Last(
                at: $0.at, status: $0.status, curlCode: $0.curlCode, fate: $0.fate.word,
                retryAfter: $0.retryAfter, error: $0.fate.isDelivery ? nil : $0.summary)
        }
    }

    /// - Parameter name: The automation's, which a receipt does not keep.
    init(_ receipt: Receipt, name: String) {
        (id, state, automation) = (receipt.id, receipt.outcome.state, name)
        (run, part, seq) = (receipt.run, receipt.part, receipt.seq)
        (lane, stream, bytes, records) = (
            receipt.lane, receipt.stream, receipt.bytes, receipt.records
        )
        (attempts, created) = (receipt.attempts, receipt.createdAt)
        maybeDelivered = receipt.maybeDuplicate
        reason = receipt.reason ?? (receipt.outcome == .replaced ? "replaced" : nil)
        parent = receipt.parentID
        if receipt.attempts > 0 || receipt.status != nil {
            last = Last(at: receipt.at, status: receipt.status)
        }
    }
}

extension Receipt.Outcome {
    /// Where the message ended.
    var state: MessageState {
        switch self {
        case .delivered: .delivered
        case .split: .split
        case .cancelled, .replaced: .cancelled
        }
    }
}

extension Receipt {
    /// The message that this one was cut from or replaces: its part is `3` for `3.1`.
    var parentID: Identifier? {
        guard let dot = part.lastIndex(of: ".") else { return nil }
        return DerivedID.request(automation: automation, run: run, part: String(part[..<dot]))
    }

    /// The messages made from this one by a split or a replacement.
    var childIDs: [Identifier] {
        let children =
            switch outcome {
            case .split: 2
            case .replaced: 1
            case .delivered, .cancelled: 0
            }
        return (0..<children).map {
            DerivedID.request(automation: automation, run: run, part: "\(part).\($0 + 1)")
        }
    }
}
