internal import GRDB
internal import HealthModel

extension SQLiteOutbox {
    /// From here on an enqueuer writes the log back itself when nobody sends.
    static let walBytesBeforeCheckpoint: Int64 = 64 << 20

    public func stage() throws -> any BodyWriter {
        SpoolBodyWriter(spool: spool)
    }

    public func enqueue(
        _ messages: [NewMessage], advancing progress: Progress
    ) throws -> EnqueueReport {
        for message in messages where message.body.length > limits.messageBytesMax {
            let range = message.from.map { "from second \($0.seconds) " } ?? ""
            throw OutboxError(
                .tooLarge,
                "Part \(message.part) of run \(progress.run) \(range)has \(message.body.length) bytes; quota.max_message "
                    + "is \(limits.messageBytesMax). Use batch_requests, or raise the limit.")
        }
        let report = try write { batch in
            guard let run = try RunTable.fetch(progress.run, batch.db) else {
                throw OutboxError(.misuse, "There is no run \(progress.run) to enqueue for.")
            }
            let policy = policy(of: run.automation, name: run.automationName)
            let (ids, new) = try sort(messages, of: run, batch)
            try checkRoom(for: new, policy: policy, batch)
            for message in new { try insert(message, of: run, policy: policy, batch) }
            // Before the run can end, so that a run that made messages is not taken for one that is done.
            try batch.finish()
            try RunTable.advance(run, progress, batch)
            FailPoint.pass(.beforeEnqueueCommit)
            return EnqueueReport(ids: ids, repeated: messages.count - new.count)
        }
        FailPoint.pass(.afterEnqueueCommit)
        try checkpointIfNobodySends()
        return report
    }

    /// Tells new messages from those that an earlier enqueue brought already.
    private func sort(
        _ messages: [NewMessage], of run: RunRow, _ batch: Batch
    ) throws -> (ids: [Identifier], new: [(Identifier, NewMessage)]) {
        var ids: [Identifier] = []
        var new: [(Identifier, NewMessage)] = []
        var seen: Set<Identifier> = []
        for message in messages {
            let id = DerivedID.request(
                automation: run.automation, run: run.id, part: message.part)
            ids.append(id)
            // A part that the run has not come to yet cannot be there: both are committed together.
            let isNext = Int(message.part).map { $0 >= run.nextPart } ?? false
            if !isNext, let known = try storedDigest(of: id, batch.db) {
                guard known == message.body.digest else {
                    throw OutboxError(
                        .misuse,
                        "Part \(message.part) of run \(run.id) was enqueued before with another body; "
                            + "one id belongs to one body for ever.")
                }
            } else if !seen.insert(id).inserted {
                throw OutboxError(
                    .misuse, "Part \(message.part) of run \(run.id) was enqueued twice at once.")
            } else {
                new.append((id, message))
            }
        }
        return (ids, new)
    }

    private func storedDigest(of id: Identifier, _ db: Database) throws -> [UInt8]? {
        try db.first(
            """
            SELECT coalesce((SELECT body_sha256 FROM message m WHERE m.row = i.row),
                (SELECT body_sha256 FROM receipt r WHERE r.row = i.row))
            FROM identity i WHERE id = ?
            """, id
        ) { try $0.get(0) }
    }

    /// Refuses before anything is written when quota or free space would be passed (I11).
    private func checkRoom(
        for new: [(Identifier, NewMessage)], policy: AutomationPolicy, _ batch: Batch
    ) throws {
        guard !new.isEmpty else { return }
        let bytes = new.reduce(Int64(0)) { $0 + $1.1.body.length }
        let largest = new.reduce(Int64(0)) { max($0, $1.1.body.length) }
        let sums = try batch.db.first(
            "SELECT coalesce(sum(live_messages), 0), coalesce(sum(live_bytes), 0) FROM lane"
        ) { (try $0.get(0) as Int, try $0.get(1) as Int64) }
        let (messages, stored) = sums ?? (0, 0)
        func full(_ limit: String, _ what: String) -> OutboxError {
            OutboxError(
                .full,
                "The outbox is full: \(what) (\(limit)). Nothing was lost; the run goes on when something was "
                    + "delivered. See hae outbox status.")
        }
        if messages + new.count > limits.messagesMax {
            throw full("quota.max_messages \(limits.messagesMax)", "\(messages) messages wait")
        }
        if stored + bytes > limits.bytesMax {
            throw full("quota.max_bytes \(limits.bytesMax)", "\(stored) bytes wait")
        }
        if let bytesMax = laneBytesMax(policy.lane, default: policy.bytesMax) {
            let inLane = try batch.lane(policy.lane).liveBytes
            if inLane + bytes > bytesMax {
                throw full(
                    "max_bytes \(bytesMax) of lane \(policy.lane)",
                    "\(inLane) bytes wait in the lane")
            }
        }
        let free = try Posix.freeBytes(spool.path)
        // While the reserve is used up, deliveries come first.
        let reserve = spool.hasBallast ? 0 : SpoolFolder.ballastBytes
        let needed = max(limits.freeBytesMin, largest + largest / 2 + reserve)
        if free - bytes < needed {
            throw full("quota.min_free \(limits.freeBytesMin)", "the volume has \(free) bytes free")
        }
    }

    /// The least quota of the automations that share a lane.
    private func laneBytesMax(_ lane: String, default own: Int64?) -> Int64? {
        let all = (policies ?? [:]).values.filter { $0.lane == lane }.compactMap(\.bytesMax)
        return (all + [own].compactMap { $0 }).min()
    }

    private func insert(
        _ new: (Identifier, NewMessage), of run: RunRow, policy: AutomationPolicy, _ batch: Batch
    ) throws {
        let (id, message) = new
        let now = batch.now
        let life = policy.lifeSeconds.map { Int64($0 * 1000) }
        let values = MessageTable.NewRow(
            id: id, automation: run.automation, run: run.ordinal, part: message.part, seq: nil,
            lane: policy.lane, stream: message.stream,
            contentEncoding: message.contentEncoding, records: message.records,
            from: message.from.map { Moment($0).milliseconds },
            to: message.to.map { Moment($0).milliseconds },
            templateVersion: message.templateVersion, createdAt: now, dueAt: now,
            expiresAt: life.map { Moment(milliseconds: now.milliseconds + $0) }, life: life,
            parent: nil)
        let request = RequestRow(
            method: message.method, contentType: message.contentType, headers: message.headers)
        try batch.insert(values, request, body: message.body)
    }

    /// Writes a long log back when no sender does (16).
    private func checkpointIfNobodySends() throws {
        let isTooLong = isLogTooLong
        guard ledger.walBytes > Self.walBytesBeforeCheckpoint || isTooLong,
            let lock = try? SenderLock.take(in: spool, waitSeconds: 0)
        else { return }
        try withExtendedLifetime(lock) {
            _ = try ledger.checkpoint(truncates: isTooLong)
        }
    }
}
