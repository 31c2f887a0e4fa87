internal import GRDB
internal import HealthModel
internal import Synchronization

extension SQLiteOutbox {
    public func openSender(_ options: SenderOptions) throws -> any OutboxSender {
        let lock = try PosixErrors.translated {
            try SenderLock.take(in: spool, waitSeconds: options.waitSeconds)
        }
        guard let lock else { throw try busy() }
        FailPoint.pass(.afterLock)
        do {
            return try startSending(options, lock)
        } catch let error as OutboxError where error.kind == .damaged {
            throw try setAside(because: error)
        }
    }

    /// Moves a damaged ledger out of the way and saves what can be read; call with the sender's lock held.
    ///
    /// - Returns: The error with which this start ends; the outbox is of no more use.
    func setAside(because error: OutboxError) throws -> OutboxError {
        if let failure = shared.withLock({ $0.failure }) { return failure }
        try ledger.checkPlace()
        try ledger.close()
        let end = try PosixErrors.translated {
            try Salvage(spool: spool).run(because: error, now: clock())
        }
        shared.withLock { $0.failure = end }
        return end
    }

    private func startSending(
        _ options: SenderOptions, _ lock: SenderLock
    ) throws -> SQLiteSender {
        let wasClean = try ledger.read { db in
            let known = try MetaTable.get(.epoch, db)
            return try known == nil || MetaTable.get(.clean, db) == "1"
        }
        // After a failed sync the kernel may show data that is not on the disk: write it again.
        if !wasClean { _ = try ledger.checkpoint(truncates: true) }
        var report = RecoveryReport(wasClean: wasClean)
        let epoch = try writeWithReserve(holdsLock: true) { batch in
            report = RecoveryReport(wasClean: wasClean)
            let epoch = (try MetaTable.get(.epoch, batch.db).flatMap { Int64($0) } ?? 0) + 1
            try MetaTable.set(.epoch, "\(epoch)", batch.db)
            try MetaTable.set(.clean, "0", batch.db)
            try MetaTable.set(.programVersion, options.programVersion, batch.db)
            if try MetaTable.get(.spoolID, batch.db) == nil {
                try MetaTable.set(.spoolID, Identifier.random().text, batch.db)
            }
            try takeBack(&report, batch)
            try batch.finish()
            try Counters.recompute(batch)
            try reopenLanes(batch)
            return epoch
        }
        FailPoint.pass(.afterRecovery)
        try PosixErrors.translated { try lock.sign(epoch: epoch, since: clock()) }
        try applyPolicies(&report, now: clock())
        try tidy(&report)
        return SQLiteSender(
            outbox: self, options: options, lock: lock, epoch: epoch, recovery: report)
    }

    private func busy() throws -> OutboxError {
        let holder = try? SenderLock.holder(in: spool)
        let who = holder.map { holder in
            let since = holder.since.map { " since \(TimeText.utc($0))" } ?? ""
            return "process \(holder.pid)\(since)"
        }
        return OutboxError(
            .busy,
            "Another hae sends already (\(who ?? "it has just ended")). It sends what is queued; stop it to send from here."
        )
    }

    /// Everything in flight goes back: the lock is the proof that its sender is dead (E9, E10).
    private func takeBack(_ report: inout RecoveryReport, _ batch: Batch) throws {
        let rows = try batch.db.all(
            MessageRow.select + " WHERE m.state = 'inflight' ORDER BY +m.row"
        ) { try MessageRow($0) }
        for var row in rows {
            let phase = try AttemptTable.phase(row, batch.db) ?? .sending
            let began = phase != .started && phase != .connected
            let policy = policy(of: row.automation, name: row.automationName)
            try batch.apply(.crashed(began: began, personDecides: !policy.idempotent), to: &row)
            if row.machine.state == .held { report.suspects += 1 } else { report.recovered += 1 }
        }
    }

    /// No probe is under way, and each lane that no person holds gets one.
    private func reopenLanes(_ batch: Batch) throws {
        for var row in try LaneRow.all(batch.db) {
            row = try batch.lane(row.name)
            row.lane.forgetProbe()
            _ = row.lane.tryAnew(now: batch.now)
            batch.change(row)
        }
    }

    private func tidy(_ report: inout RecoveryReport) throws {
        let hourAgo = clock().milliseconds / 1000 - 3600
        for name in try PosixErrors.translated({ try Posix.names(in: spool.temporary) }) {
            let path = spool.temporary + "/" + name
            // Others may be writing there now, or tidying.
            if let status = try? Posix.statusIfThere(path), status.modified < hourAgo {
                try? Posix.remove(path)
            }
        }
        do {
            try spool.makeBallast()
        } catch {
            report.warnings.append(
                "\(spool.ballast): no room for the reserve that frees a full volume; the outbox works without it."
            )
        }
    }
}

extension RecoveryReport {
    init(wasClean: Bool) {
        self.init(
            wasClean: wasClean, recovered: 0, suspects: 0, heldForRemoval: 0, released: 0, moved: 0,
            warnings: [])
    }
}
