internal import GRDB
internal import HealthModel
internal import Synchronization

extension SQLiteSender {
    func claim(limit: Int, lanes: Set<String>?, now: Moment) throws -> [Claim] {
        // A body that its lane is known to refuse is cut without a request; its pieces may be due at once.
        for _ in 0..<8 {
            let round = try outbox.write(.normal, at: now) { batch in
                var round = ClaimRound(self, limit: limit, lanes: lanes, batch)
                return try round.run()
            }
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
        try outbox.ledger.read { db in
            var next: Moment?
            for row in try LaneRow.all(db) where lanes?.contains(row.name) ?? true {
                guard row.liveMessages > 0, row.lane.memory.probe == nil else { continue }
                let earliest = try Int64.fetchOne(
                    db.cachedStatement(
                        sql: "SELECT min(due_at) FROM message WHERE lane = ? AND state = 'ready'"),
                    arguments: [row.name])
                guard let earliest else { continue }
                var due = Moment(milliseconds: earliest)
                switch row.lane.gate(now: now) {
                case .open: break
                case .probe: due = max(due, now)
                case .closed(let until):
                    guard let until else { continue }
                    due = max(due, until)
                }
                next = min(next ?? due, due)
            }
            return next
        }
    }
}
