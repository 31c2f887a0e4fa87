internal import GRDB
internal import HealthModel

extension SQLiteSender {
    /// Cuts or rewrites a body before the transaction that needs it: that takes as long as the body is.
    func prepare(_ outcome: Outcome) throws -> [Pieces.Named]? {
        let verdict = outcome.verdict
        let wantsTwo =
            verdict.fate == .tooLarge
            || (verdict.fate == .ambiguous && outcome.claim.bodyLength > 1 << 20
                && (verdict.curlCode == 55 || verdict.curlCode == 56)
                && outcome.claim.expectation == .always)
        guard wantsTwo || verdict.fate == .replace,
            let row = try outbox.ledger.read({ try MessageTable.fetch(outcome.claim.id, $0) }),
            isCurrent(outcome.claim, row)
        else { return nil }
        return wantsTwo ? try Pieces(self).divide(row) : try Pieces(self).rewrite(row)
    }

    func settle(
        _ outcome: Outcome, pieces: [Pieces.Named]?, _ batch: Batch
    ) throws -> Settlement {
        let claim = outcome.claim
        guard var row = try current(claim.id, batch.db), isCurrent(claim, row) else {
            return try stale(claim, batch)
        }
        let policy = outbox.policy(of: row.automation, name: row.automationName)
        var lane = try batch.lane(row.lane)
        let before = lane.lane
        let facts = MessageFacts(
            id: row.id, attempts: row.machine.attempts, tally: row.tally, records: row.records,
            bodyLength: row.bodyLength, isEncoded: row.contentEncoding != nil,
            hasPieces: pieces != nil, isIdempotent: policy.idempotent)
        var random = outbox.random
        let judgement = lane.lane.judge(
            outcome.verdict, of: facts, concurrencyMax: outbox.concurrencyMax(ofLane: row.lane),
            now: batch.now,
            random: &random)
        batch.change(lane)
        row.tally = judgement.tally
        try batch.apply(judgement.event, to: &row, verdict: outcome.verdict, pieces: pieces ?? [])
        try LaneChanges(batch).follow(
            before, named: row.lane, actor: "sender", random: &random)
        let after = try batch.lane(row.lane).lane
        if after.state != before.state, let spread = try MessageTable.fetch(row.id, batch.db) {
            // The lane's opening may have moved it.
            row = spread
        }
        return Settlement(
            id: row.id, automation: row.automation, run: row.runID, lane: row.lane,
            state: row.machine.state,
            dueAt: row.machine.state == .ready ? row.machine.dueAt : nil,
            reason: row.machine.reason, laneState: after.state,
            concurrency: after.width(concurrencyMax: outbox.concurrencyMax(ofLane: row.lane)),
            laneChanged: after.state != before.state, laneReason: after.reason)
    }

    private func stale(_ claim: Claim, _ batch: Batch) throws -> Settlement {
        let lane = try batch.lane(claim.lane).lane
        return Settlement(
            id: claim.id, automation: claim.automation, run: claim.run, lane: claim.lane,
            state: nil,
            dueAt: nil, reason: nil, laneState: lane.state,
            concurrency: lane.width(concurrencyMax: outbox.concurrencyMax(ofLane: claim.lane)),
            laneChanged: false,
            laneReason: lane.reason)
    }
}
