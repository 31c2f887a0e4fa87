internal import GRDB
internal import HealthModel
internal import Synchronization

/// The sender of a ``SQLiteOutbox``: holds `sender.lock` from its start to its end.
final class SQLiteSender: OutboxSender {
    /// What helps to choose and needs no memory beyond this process.
    struct Choice {
        /// Lanes of one slot whose next turn belongs to a retry.
        var retryTurn: Set<String> = []
        /// Where the round over the lanes goes on.
        var lastLane = ""
        /// The time of the last claim; with an earlier one the clock has gone back, and what is due may lie far ahead. So it
        /// may at the first.
        var lastClaim = Moment(milliseconds: .max)
        /// Of each lane, how many messages one exchange settles: of the last ones the most, fading by half with each.
        var paces: [String: Int] = [:]
        /// Bodies that the divider could not cut.
        var indivisible: Set<Identifier> = []
        /// When the work of quiet moments is next worth a look.
        var retainAt = Moment(milliseconds: .min)
        var sweepAt = Moment(milliseconds: .min)

    }

    let outbox: SQLiteOutbox
    let options: SenderOptions
    let epoch: Int64
    let recovery: RecoveryReport
    let choice = Mutex(Choice())
    /// Of claims whose body was not asked for yet and is a row: what is stored of it.
    private let bodies = Mutex<[Identifier: [UInt8]]>([:])
    /// What was claimed and not settled yet.
    private let claimed = Mutex<[Identifier: MessageRow]>([:])
    /// After a stop that was not clean, until its answer is read.
    let check: BackgroundCheck?
    private let lock: Mutex<SenderLock?>

    init(
        outbox: SQLiteOutbox, options: SenderOptions, lock: SenderLock, epoch: Int64,
        recovery: RecoveryReport
    ) {
        (self.outbox, self.options, self.epoch, self.recovery) = (outbox, options, epoch, recovery)
        self.lock = Mutex(lock)
        check = recovery.wasClean ? nil : BackgroundCheck(path: outbox.spool.database)
    }

    func keep(_ bytes: [UInt8], of id: Identifier) {
        bodies.withLock { $0[id] = bytes }
    }

    /// A transaction that was rolled back may have left some.
    func forgetBodies() {
        bodies.withLock { $0 = [:] }
    }

    /// - Parameter row: As the claim leaves it.
    func remember(_ row: MessageRow) {
        claimed.withLock { $0[row.id] = row }
    }

    /// The message as it is now: from memory, if nobody has changed it since its claim.
    func current(_ id: Identifier, _ db: Database) throws -> MessageRow? {
        if let row = claimed.withLock({ $0.removeValue(forKey: id) }),
            try MessageTable.version(of: row.row, db) == row.version
        {
            return row
        }
        return try MessageTable.fetch(id, db)
    }

    func body(of claim: Claim) throws -> any BodySource {
        let kept = bodies.withLock { $0.removeValue(forKey: claim.id) }
        let unpacked = kept.flatMap { PackedBody.unpack($0, length: claim.bodyLength) }
        let body = try unpacked.map { BytesBody($0) } ?? outbox.storedBody(of: claim.id)
        if let body,
            try BodyDigest.matches(body, length: claim.bodyLength, digest: claim.bodyDigest)
        {
            return body
        }
        throw OutboxError(
            .bodyMismatch,
            "The stored body of message \(claim.id) is not what was enqueued; it is set aside, see "
                + "hae outbox show \(claim.id).")
    }

    func mark(_ claim: Claim, reached phase: Verdict.Phase) throws {
        try outbox.writeWithReserve(.normal, holdsLock: true) { batch in
            guard let row = try MessageTable.fetch(claim.id, batch.db), isCurrent(claim, row) else {
                throw OutboxError(
                    .busy, "The claim on message \(claim.id) is no longer valid; do not send it.")
            }
            try AttemptTable.mark(row, phase: phase, batch.db)
        }
    }

    /// A ledger in which something cannot be read is set aside at once, for it would stop the next sender as well (I12).
    func heedingDamage<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as OutboxError where error.kind == .damaged {
            throw try outbox.setAside(because: error)
        }
    }

    /// Whether the message is still in flight by this very claim.
    func isCurrent(_ claim: Claim, _ row: MessageRow) -> Bool {
        row.machine.state == .inflight && row.machine.epoch == claim.epoch
            && row.tries == claim.attempt
    }

    func close(now: Moment) throws {
        // Whatever happens to the ledger, the right to send goes with its sender.
        defer { lock.withLock { $0 = nil } }
        check?.stop()
        try outbox.writeWithReserve(at: now, holdsLock: true) { batch in
            try MetaTable.set(.clean, "1", batch.db)
        }
        _ = try outbox.ledger.checkpoint(truncates: true)
    }
}
