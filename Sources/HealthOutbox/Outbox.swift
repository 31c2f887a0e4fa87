public import HealthModel

/// The durable queue: takes finished bodies, keeps them, and hands them to a sender until each has a receipt.
///
/// Speaks of messages, claims and verdicts only, so that another backend can stand behind it; the conformance
/// suite in `HealthOutboxTests` says what each has to do. All calls block and may come from several threads. After an
/// ``OutboxError`` whose ``OutboxError/isIO`` is true, close the outbox: what was asked for may or may not have
/// happened, and repeating it after opening again is safe.
///
/// Source: the outbox reference; its section numbers stand at the methods.
public protocol Outbox: AnyObject, Sendable {
    /// Makes a writer for one body (2).
    func stage() throws -> any BodyWriter

    /// Takes messages and the progress that they make, all or nothing, on stable storage when it returns (5).
    ///
    /// Repeating a call, whole or in part, is harmless: a part that is there already with the same bytes is left alone.
    ///
    /// - Parameter messages: Of the run of `progress`; may be empty.
    /// - Throws: ``OutboxError``; ``OutboxError/isFull`` when quota or free space forbid it, and then nothing has changed.
    func enqueue(_ messages: [NewMessage], advancing progress: Progress) throws -> EnqueueReport

    /// Records that a run begins. Its body limit is what its lane has learned until now.
    ///
    /// - Returns: The run; the one that is there already when `new` names its id.
    func openRun(_ new: NewRun) throws -> Run

    /// The oldest run of an automation that has begun and not ended, to be finished first.
    func unfinishedRun(of automation: String) throws -> Run?

    /// Takes over an unfinished run: from now on this process counts as the one that works on it.
    func resumeRun(_ id: Identifier) throws -> Run

    /// Ends a run apart from an enqueue; no effect on one that has ended.
    func endRun(_ id: Identifier, as ending: RunEnding) throws

    /// Adds lines to a run's activity log, in one transaction.
    func log(_ events: [RunEvent], in run: Identifier) throws

    /// Runs, newest first, with their events.
    func runs(_ selection: RunSelection) throws -> [RunReport]

    /// Removes runs that are over and whose messages are finished, with their events.
    ///
    /// - Returns: How many.
    func clearLog(automation: String?) throws -> Int

    /// The checkpoints of an automation by stream.
    func checkpoints(of automation: String) throws -> [String: Checkpoint]

    /// The `sent` ledger of one stream, by local day.
    ///
    /// - Parameter days: `nil` for all.
    func sentDigests(
        automation: String, stream: String, days: ClosedRange<CivilDate>?
    ) throws -> [CivilDate: UInt64]

    /// Puts an automation's checkpoints back and forgets its ledger from a day on; ends its unfinished runs.
    ///
    /// - Parameter day: `nil` forgets all of it.
    func resetAutomation(_ automation: String, to point: ResetPoint, sentFrom day: CivilDate?)
        throws

    /// What the configuration says about delivery, for what follows. Call before enqueuing or sending.
    ///
    /// Changes memory only; a sender's start brings the stored messages in line with it.
    func configure(_ policies: [AutomationPolicy])

    /// Becomes the one that sends (6): proves that no other is alive, and recovers what it left.
    ///
    /// - Throws: ``OutboxError``, with ``OutboxError/isBusy`` naming the holder.
    func openSender(_ options: SenderOptions) throws -> any OutboxSender

    /// The message with an id, or with a unique prefix of at least four characters of one.
    func resolve(_ prefix: String) throws -> Identifier

    /// A page of messages, oldest first.
    ///
    /// - Parameter limit: From 1 to 10,000.
    func page(_ selection: MessageSelection, after mark: PageMark?, limit: Int) throws
        -> MessagePage

    /// All about one message, or `nil` when only its receipt is left, or nothing.
    func detail(of id: Identifier) throws -> MessageDetail?

    /// The attempts of a message, oldest first: the first 5 and the last 45.
    func attempts(of id: Identifier) throws -> [AttemptRecord]

    /// A message's body, to look at; `nil` when it is gone.
    func storedBody(of id: Identifier) throws -> (any BodySource)?

    func receipts(_ selection: ReceiptSelection) throws -> ReceiptPage

    func receipt(of id: Identifier) throws -> Receipt?

    /// Does what a person asks (13), with a line in the audit for each call.
    ///
    /// - Parameters:
    ///   - actor: User and pid.
    ///   - dryRun: Reports the same without changing anything.
    func change(
        _ selection: MessageSelection, _ action: OperatorAction, actor: String, dryRun: Bool
    ) throws -> ChangeReport

    /// The audit, newest line first: every change by a person, and every change of a lane's state.
    func activity(_ selection: ActivitySelection) throws -> [ActivityLine]

    func stats() throws -> OutboxStats

    /// Unfinished messages by age.
    func shape(by key: ShapeKey) throws -> [ShapeRow]

    /// Checks the promises against what is stored (1).
    func verify(_ options: VerifyOptions) throws -> VerifyReport

    /// Ends the use of the outbox; calls after it fail.
    func close() throws
}

extension Outbox {
    /// Adds a line to a run's activity log.
    public func log(_ event: RunEvent, in run: Identifier) throws {
        try log([event], in: run)
    }
}
