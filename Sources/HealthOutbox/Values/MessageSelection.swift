public import HealthModel

/// Which messages a person means.
public struct MessageSelection: Sendable, Equatable {
    public enum Status: Sendable, Equatable {
        case exactly(Int)
        /// `4` for 400…499.
        case hundreds(Int)
    }

    /// `nil`: not by id.
    public var ids: [Identifier]?
    /// The automation's id or its name at the time of the enqueue.
    public var automation: String?
    public var lane: String?
    public var run: Identifier?
    /// Empty: all that are not finished.
    public var states: Set<MessageState>
    /// The final HTTP status of the last attempt.
    public var status: Status?
    /// The class of the last attempt.
    public var fate: Verdict.Fate?
    public var createdBefore: Moment?
    /// Ready and due now.
    public var dueOnly: Bool

    public init(
        ids: [Identifier]? = nil, automation: String? = nil, lane: String? = nil,
        run: Identifier? = nil, states: Set<MessageState> = [], status: Status? = nil,
        fate: Verdict.Fate? = nil, createdBefore: Moment? = nil, dueOnly: Bool = false
    ) {
        (self.ids, self.automation, self.lane, self.run) = (ids, automation, lane, run)
        (self.states, self.status, self.fate) = (states, status, fate)
        (self.createdBefore, self.dueOnly) = (createdBefore, dueOnly)
    }

    /// Everything that is not finished.
    public static let all = MessageSelection()

    /// Whether the selection is by automation, lane or everything, so that an action reaches the lanes as well.
    public var meansLanes: Bool {
        ids == nil && run == nil && states.isEmpty && status == nil && fate == nil
            && createdBefore == nil && !dueOnly
    }
}
