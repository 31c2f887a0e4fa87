import HealthConfig
import HealthModel
import HealthOutbox
import HealthSender

/// One message at a time: its request, its outcome, its settlement.
extension Drain {
    /// A claim whose request is with the courier.
    struct Flight {
        var claim: Claim
        var endpoint: Endpoint
        /// How long it may take once it has begun.
        var time: Duration
        /// Sent once more with a secret that changed under it.
        var isSecondTry = false
    }

    /// How much longer than one request may take nothing may end on a lane before it counts as stuck.
    private static let stuckAfter = Duration.seconds(300)

    /// Begins to send a claim.
    ///
    /// - Returns: A verdict when it could not even begin.
    func start(_ claim: Claim) throws -> Verdict? {
        guard let automation = automations[claim.automation] else {
            return .notStarted(
                .laneConfiguration, "the automation is not in the configuration any more")
        }
        if claim.contentEncoding != nil, plainLanes.contains(claim.lane) {
            return .notStarted(.replace, "the receiver takes no compressed bodies (415)")
        }
        do {
            var endpoint = try automation.endpoint(secrets: workspace.secrets)
            endpoint.noExpect = claim.expectation == .never
            if claim.mustMark { try sender.mark(claim, reached: .sending) }
            try submit(claim, to: endpoint, isSecondTry: false)
            return nil
        } catch let error as OutboxError where error.isBodyMismatch {
            return .notStarted(.corrupt, "the stored bytes are not those that were enqueued")
        } catch let error as SecretError {
            return .notStarted(.laneAuth, "\(error)")
        }
    }

    private func submit(_ claim: Claim, to endpoint: Endpoint, isSecondTry: Bool) throws {
        let tag = nextTag
        nextTag += 1
        let dataType = automations[claim.automation]?.dataType
        var request = Request(
            tag: tag, method: claim.method, headers: claim.requestHeaders,
            body: try sender.body(of: claim),
            dataKey: dataType.flatMap { workspace.registry[$0]?.descriptor.dataKey })
        request.freshConnection = claim.freshConnection
        request.asksBeforeBody = claim.expectation == .always
        if !flights.values.contains(where: { $0.claim.lane == claim.lane }) {
            movedAt[claim.lane] = .now
        }
        if widths[claim.lane] != claim.concurrency { resume(claim.lane, claim.concurrency) }
        try courier.submit(request, to: endpoint, lane: claim.lane)
        let time =
            endpoint.timeout
            + .seconds(Double(claim.bodyLength) / Double(TransferOptions().bytesPerSecondMin))
        flights[tag] = Flight(
            claim: claim, endpoint: endpoint, time: time, isSecondTry: isSecondTry)
    }

    private func resume(_ lane: String, _ width: Int) {
        widths[lane] = width
        courier.resume(lane: lane, width: width)
    }

    func take(_ completions: [Completion]) throws {
        for completion in completions {
            guard let flight = flights.removeValue(forKey: completion.tag) else { continue }
            movedAt[completion.lane] = .now
            if try hasNewSecret(flight, completion.verdict) { continue }
            ended.append(Outcome(flight.claim, completion.verdict))
        }
    }

    /// After 401 or 407 reads the secrets again, and tries once more at once when they have changed.
    private func hasNewSecret(_ flight: Flight, _ verdict: Verdict) throws -> Bool {
        guard verdict.fate == .laneAuth, !flight.isSecondTry, flight.claim.isRepeatable,
            verdict.status == 401 || verdict.status == 407,
            let automation = automations[flight.claim.automation],
            var endpoint = try? automation.endpoint(secrets: workspace.secrets)
        else { return false }
        endpoint.noExpect = flight.endpoint.noExpect
        guard endpoint != flight.endpoint else { return false }
        try submit(flight.claim, to: endpoint, isSecondTry: true)
        resume(flight.claim.lane, flight.claim.concurrency)
        return true
    }

    /// Takes in what a person wants to know of settlements, and lets the courier go on or not.
    func note(_ settlements: [Settlement], of outcomes: [Outcome]) {
        report.attempts += outcomes.count { !$0.verdict.isUnbegun }
        for (outcome, settlement) in zip(outcomes, settlements) {
            note(settlement, of: outcome)
            if !outcome.verdict.isUnbegun { onEvent(.settled(settlement, outcome.verdict)) }
            if settlement.laneState != .open {
                courier.recall(lane: settlement.lane)
                // The message that tries the way next lets the courier go on.
                widths[settlement.lane] = nil
            } else if !outcome.verdict.fate.isDelivery {
                resume(settlement.lane, settlement.concurrency)
            }
        }
    }

    private func note(_ settlement: Settlement, of outcome: Outcome) {
        let now = self.now
        switch settlement.state {
        case .delivered:
            report.delivered += 1
            report.bytes += outcome.claim.bodyLength
        case .split, .cancelled:
            if outcome.verdict.fate == .replace { plainLanes.insert(settlement.lane) }
            // What comes instead is due at once.
            pace.extend(to: now)
        case .ready, .inflight, .held, .dead, .corrupt, nil:
            if let due = settlement.dueAt, due <= now { pace.extend(to: due) }
        }
        if settlement.laneChanged, settlement.laneState == .open,
            reopened.insert(settlement.lane).inserted
        {
            pace.wait(spreadTime, from: now)
        }
        guard settlement.state != .delivered, !outcome.verdict.isUnbegun else { return }
        report.trouble[settlement.lane] =
            settlement.laneState == .open
            ? outcome.verdict.summary : settlement.laneReason ?? outcome.verdict.summary
    }

    /// Gives up the connections of lanes whose requests should have ended long ago; they end as aborted.
    func giveUpStuckLanes() {
        let now = ContinuousClock.now
        let late = flights.values.filter { flight in
            movedAt[flight.claim.lane].map { $0 + flight.time + Self.stuckAfter < now } ?? false
        }
        for lane in Set(late.map(\.claim.lane)).sorted() {
            courier.reset(lane: lane)
            onEvent(.stuck(lane: lane))
        }
    }
}

extension Claim {
    /// The stored headers, and the one that the transport of the body asks for.
    fileprivate var requestHeaders: [HeaderField] {
        guard let contentEncoding else { return headers }
        return headers + [HeaderField("Content-Encoding", contentEncoding)]
    }

    /// Whether the request may go out twice under one claim: not where a person decides about repetitions.
    fileprivate var isRepeatable: Bool { !mustMark }
}

extension Verdict {
    /// The verdict on a claim whose request was never made.
    fileprivate static func notStarted(_ fate: Fate, _ summary: String) -> Verdict {
        Verdict(fate: fate, phase: .started, summary: summary)
    }
}
