internal import GRDB
internal import HealthModel
internal import Synchronization

extension SQLiteSender {
    func claim(limit: Int, lanes: Set<String>?, now: Moment) throws -> [Claim] {
        try heedingDamage { try claimOrCut(limit: limit, lanes: lanes, now: now) }
    }

    private func claimOrCut(limit: Int, lanes: Set<String>?, now: Moment) throws -> [Claim] {
        // A body that its lane is known to refuse is cut without a request; its pieces may be due at once.
        for _ in 0..<8 {
            let round = try outbox.writeWithReserve(.normal, at: now, holdsLock: true) { batch in
                var round = ClaimRound(self, limit: limit, lanes: lanes, batch)
                return try round.run()
            }
            FailPoint.pass(.afterClaim)
            guard !round.tooLarge.isEmpty else { return round.claims }
            try divide(round.tooLarge, now: now)
            if !round.claims.isEmpty { return round.claims }
        }
        return []
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
        for (name, automations) in try automationsByLane(lanes, db) {
            let lane = try LaneRow.load(name, db).lane
            let most = automations.map(\.concurrencyMax).min() ?? 1
            let total = busy[name]?.total ?? 0
            let earliest: Moment
            switch lane.gate(now: now) {
            case .open:
                // With no free slot a settlement comes first.
                guard total < max(1, min(lane.concurrency, most)) else { continue }
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

    /// The automations that have something to send, by the lane they send on.
    func automationsByLane(
        _ lanes: Set<String>?, _ db: Database
    ) throws -> [String: [AutomationPolicy]] {
        let configured = outbox.policies
        var byLane: [String: [AutomationPolicy]] = [:]
        for automation in try SQLiteOutbox.liveAutomations(db) {
            var policy = configured?[automation]
            if policy == nil, configured == nil { policy = try defaultPolicy(of: automation, db) }
            guard let policy, lanes?.contains(policy.lane) ?? true else { continue }
            byLane[policy.lane, default: []].append(policy)
        }
        return byLane
    }

    /// Without a configuration, what the stored messages say.
    private func defaultPolicy(
        of automation: String, _ db: Database
    ) throws -> AutomationPolicy? {
        let lane = try String.fetchOne(
            db.cachedStatement(
                sql: "SELECT lane FROM message WHERE automation = ? AND \(Schema.blocking) LIMIT 1"),
            arguments: [automation])
        return lane.map { AutomationPolicy(automation: automation, name: $0, lane: $0) }
    }
}
