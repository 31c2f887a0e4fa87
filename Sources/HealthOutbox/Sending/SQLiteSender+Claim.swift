internal import GRDB
internal import HealthModel
internal import Synchronization

extension SQLiteSender {
    func claim(limit: Int, lanes: Set<String>?, now: Moment) throws -> [Claim] {
        try exchange([], limit: limit, lanes: lanes, due: now, now: now).claims
    }

    func settle(_ outcomes: [Outcome], now: Moment) throws -> [Settlement] {
        try exchange(outcomes, limit: 0, lanes: nil, due: now, now: now).settlements
    }

    func exchange(
        _ outcomes: [Outcome], limit: Int, lanes: Set<String>?, due: Moment, now: Moment
    ) throws -> (settlements: [Settlement], claims: [Claim]) {
        try heedingDamage {
            var outcomes = outcomes
            var settlements: [Settlement] = []
            // A body that its lane is known to refuse is cut without a request; its pieces may be due at once.
            for _ in 0..<8 {
                let (settled, round) = try exchangeOnce(
                    outcomes, limit: limit, lanes: lanes, due: due, now: now)
                settlements += settled
                outcomes = []
                do {
                    try divide(round.tooLarge, now: due)
                } catch let error as OutboxError where error.isBusy || error.isFull {
                    // What was settled and claimed stands; they are cut another time.
                    return (settlements, round.claims)
                }
                if round.tooLarge.isEmpty || !round.claims.isEmpty {
                    return (settlements, round.claims)
                }
                // What was settled is told before anything else can fail.
                if !settlements.isEmpty { return (settlements, []) }
            }
            return (settlements, [])
        }
    }

    /// What settles has to be on stable storage; a claim only has to survive a kill.
    private func exchangeOnce(
        _ outcomes: [Outcome], limit: Int, lanes: Set<String>?, due: Moment, now: Moment
    ) throws -> ([Settlement], ClaimRound.Result) {
        let pieces = try outcomes.map { try prepare($0) }
        let durability: Ledger.Durability = outcomes.isEmpty ? .normal : .full
        let result = try outbox.writeWithReserve(durability, at: now, holdsLock: true) { batch in
            forgetBodies()
            var settlements: [Settlement] = []
            for (outcome, pieces) in zip(outcomes, pieces) {
                settlements.append(try settle(outcome, pieces: pieces, batch))
            }
            // What is due next depends on the counters of the runs.
            try batch.finish()
            if !outcomes.isEmpty { FailPoint.pass(.beforeSettleCommit) }
            guard limit > 0 else { return (settlements, ClaimRound.Result()) }
            var round = ClaimRound(self, limit: limit, lanes: lanes, now: due, batch)
            return (settlements, try round.run())
        }
        if !outcomes.isEmpty {
            FailPoint.pass(.afterSettleCommit)
            notePaces(outcomes)
        }
        if limit > 0 {
            choice.withLock { $0.lastClaim = due }
            FailPoint.pass(.afterClaim)
        }
        if !outcomes.isEmpty, outbox.isLogTooLong {
            do {
                _ = try outbox.ledger.checkpoint(truncates: true)
            } catch let error as OutboxError where error.isFull {
                // It is tried again; what was claimed has to be sent, or nobody would.
            }
        }
        return result
    }

    /// Cuts messages that their lane would refuse (E12).
    private func divide(_ rows: [MessageRow], now: Moment) throws {
        for row in rows {
            guard let pieces = try Pieces(self).divide(row) else {
                choice.withLock { _ = $0.indivisible.insert(row.id) }
                continue
            }
            try outbox.write(at: now) { batch in
                guard var current = try MessageTable.fetch(row.id, batch.db),
                    current.machine.state == .ready
                else { return }
                try batch.apply(.divided, to: &current, pieces: pieces)
            }
        }
    }

    func nextDue(lanes: Set<String>?, now: Moment) throws -> Moment? {
        try heedingDamage { try outbox.ledger.read { try nextDue(lanes: lanes, now: now, $0) } }
    }

    private func nextDue(lanes: Set<String>?, now: Moment, _ db: Database) throws -> Moment? {
        let busy = try InFlight.byLane(db)
        var next: Moment?
        for (name, automations) in try outbox.automationsByLane(lanes, db) {
            let lane = try LaneRow.load(name, db).lane
            let most = automations.map(\.concurrencyMax).min() ?? 1
            let total = busy[name]?.total ?? 0
            let earliest: Moment
            switch lane.gate(now: now) {
            case .open:
                // With no free slot a settlement comes first.
                let width = lane.width(concurrencyMax: most) + ahead(of: name, automations)
                guard total < width else { continue }
                earliest = Moment(milliseconds: .min)
            case .probe:
                guard total == 0, lane.memory.probe == nil else { continue }
                earliest = now
            case .closed(let until):
                guard let until else { continue }
                earliest = until
            }
            for policy in automations {
                guard let due = try Eligible.nextDue(policy, lane: name, db) else { continue }
                next = min(next ?? .max, max(due, earliest))
            }
        }
        return next
    }

    /// How many messages of a lane may be claimed beyond those that it sends at once: twice what it has settled with a commit
    /// lately, so that it has something to send during the next one, and a slow lane has little in hand that a kill would
    /// claim again. None where a person has to decide about everything that was claimed when a sender died.
    func ahead(of lane: String, _ automations: [AutomationPolicy]) -> Int {
        guard automations.allSatisfy(\.idempotent) else { return 0 }
        let pace = choice.withLock { $0.paces[lane] ?? 0 }
        return min(options.aheadMax, 2 * max(1, pace))
    }

    private func notePaces(_ outcomes: [Outcome]) {
        var settled: [String: Int] = [:]
        for outcome in outcomes { settled[outcome.claim.lane, default: 0] += 1 }
        choice.withLock { choice in
            choice.paces = choice.paces.mapValues { $0 / 2 }.filter { $0.value > 0 }
            choice.paces.merge(settled, uniquingKeysWith: max)
        }
    }
}
