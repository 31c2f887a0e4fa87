internal import HealthModel

/// Section 9 of the outbox reference: what an outcome means for its message and for the lane.
extension Lane {
    /// Takes one outcome into account.
    ///
    /// - Parameters:
    ///   - verdict: The sender's, by status first and curl code second.
    ///   - concurrencyMax: Of the lane's policies, the least.
    mutating func judge(
        _ verdict: Verdict, of message: MessageFacts, concurrencyMax: Int, now: Moment,
        random: inout some RandomNumberGenerator
    ) -> Judgement {
        let isProbe = memory.probe == message.id.text
        if isProbe { memory.probe = nil }
        if !verdict.fate.isDelivery, !verdict.isUnbegun { lastError = verdict.summary }
        var trial = Trial(
            verdict: verdict, message: message, isProbe: isProbe, concurrencyMax: concurrencyMax,
            now: now, tally: message.tally)
        let event: MessageEvent
        if isProbe, state == .held || state == .disabled {
            event = judgeProbeOfHeld(&trial, &random)
        } else {
            event = judgeByFate(&trial, &random)
        }
        return Judgement(event: event, tally: trial.tally)
    }

    /// One outcome under judgement.
    struct Trial {
        let verdict: Verdict
        let message: MessageFacts
        let isProbe: Bool
        let concurrencyMax: Int
        let now: Moment
        var tally: Tally

        /// The number of counted failures with this one.
        var failures: Int { message.attempts + 1 }
    }

    private mutating func judgeByFate(
        _ trial: inout Trial, _ random: inout some RandomNumberGenerator
    ) -> MessageEvent {
        let verdict = trial.verdict
        switch verdict.fate {
        case .ok, .duplicate:
            noteDelivery(trial)
            return .delivered
        case .temporary:
            return judgeTemporary(&trial, &random)
        case .ambiguous:
            return judgeUnclear(&trial, &random)
        case .throttle:
            throttle(trial, &random)
            return .returned(due: nil, unclear: false)
        case .laneNetwork:
            return judgeNetwork(trial, &random)
        case .portal:
            breakOpen(.portal, trial, &random)
            return .returned(due: nil, unclear: false)
        case .laneAuth:
            let hour = trial.now.advanced(bySeconds: Backoff.probeOfBadCredential)
            closeUnlessHeld(.held, .credential, verdict.summary, until: hour, trial)
            return .returned(due: nil, unclear: false)
        case .laneTLS:
            closeUnlessHeld(.held, .certificate, verdict.summary, until: nil, trial)
            return .returned(due: nil, unclear: false)
        case .laneConfiguration:
            return judgeConfiguration(&trial, &random)
        case .permanent:
            return judgePermanent(trial)
        case .tooLarge:
            return judgeTooLarge(trial)
        case .replace:
            noteAnswer(trial)
            guard trial.message.isEncoded, trial.message.hasPieces else {
                return judgePermanent(trial)
            }
            noEncoding = true
            return .replaced
        case .aborted:
            if verdict.isUnbegun { return .unclaimed }
            let began =
                verdict.bytesSent > 0 || verdict.phase == .sent || verdict.phase == .answered
            return .returned(due: nil, unclear: began)
        case .local:
            breakOpen(.fault, trial, &random)
            return .returned(due: nil, unclear: false)
        case .corrupt:
            return .damaged
        }
    }

    /// On a held or disabled lane a probe delivers or changes the lane only.
    private mutating func judgeProbeOfHeld(
        _ trial: inout Trial, _ random: inout some RandomNumberGenerator
    ) -> MessageEvent {
        switch trial.verdict.fate {
        case .ok, .duplicate:
            noteDelivery(trial)
            return .delivered
        case .tooLarge, .replace:
            // What becomes of the message is its own affair; what comes of it tries the way next.
            resumeAt = trial.now.advanced(bySeconds: nextBreakerDelay(&random))
            return judgeByFate(&trial, &random)
        case .aborted, .corrupt:
            // No answer: the next message tries the way.
            return judgeByFate(&trial, &random)
        case .ambiguous:
            resumeAt = trial.now.advanced(bySeconds: nextBreakerDelay(&random))
            return judgeUnclear(&trial, &random)
        case .temporary, .throttle, .laneNetwork, .portal, .local:
            // It says nothing about the reason to hold: ask again soon.
            resumeAt = trial.now.advanced(bySeconds: nextBreakerDelay(&random))
            return .returned(due: nil, unclear: false)
        case .laneAuth:
            resumeAt = trial.now.advanced(bySeconds: Backoff.probeOfBadCredential)
            reason = trial.verdict.summary
            return .returned(due: nil, unclear: false)
        case .laneConfiguration, .laneTLS, .permanent:
            let isCredential = memory.cause == .credential
            resumeAt =
                isCredential
                ? trial.now.advanced(bySeconds: Backoff.probeOfBadCredential) : nil
            reason = trial.verdict.summary
            return .returned(due: nil, unclear: false)
        }
    }

    // MARK: - Message and lane

    private mutating func judgeTemporary(
        _ trial: inout Trial, _ random: inout some RandomNumberGenerator
    ) -> MessageEvent {
        let status = trial.verdict.status
        if status == 417, !noExpect {
            noExpect = true
            noteAnswer(trial)
            return .returned(due: trial.now, unclear: false)
        }
        let others = deliveredSinceLastFailure(trial)
        noteFailure(trial, halve: false, &random)
        trial.tally.lastFailure = trial.now.milliseconds
        if others { trial.tally.refusedAmongDeliveries += 1 }
        if trial.tally.refusedAmongDeliveries >= Tally.poisonMax {
            return .died(reason: "poison: \(trial.verdict.summary)")
        }
        switch status {
        case 409:
            trial.tally.conflicts += 1
            if trial.tally.conflicts >= Tally.conflictsMax {
                return .died(reason: trial.verdict.summary)
            }
            let wait = Backoff.uniform(5, 15, &random)
            return .failed(due: trial.now.advanced(bySeconds: wait), unclear: false)
        case 421:
            trial.tally.misdirected += 1
            if trial.tally.misdirected == 1 { return .failed(due: trial.now, unclear: false) }
        case .some(let status) where StatusRules.isOddServerError(status):
            trial.tally.oddStatus += 1
            if trial.tally.oddStatus >= Tally.oddMax {
                return .died(reason: trial.verdict.summary)
            }
        default:
            break
        }
        return .failed(due: dueAfterFailure(trial, &random), unclear: false)
    }

    private mutating func judgeUnclear(
        _ trial: inout Trial, _ random: inout some RandomNumberGenerator
    ) -> MessageEvent {
        let others = deliveredSinceLastFailure(trial)
        let isTimeout = trial.verdict.curlCode == 28
        noteFailure(trial, halve: isTimeout, &random)
        trial.tally.lastFailure = trial.now.milliseconds
        guard trial.message.isIdempotent else { return .unclear }
        if others { trial.tally.unclearAmongDeliveries += 1 }
        if trial.tally.unclearAmongDeliveries >= Tally.poisonMax { return .unclear }
        let code = trial.verdict.curlCode ?? 0
        if StatusRules.isOddCode(code) {
            trial.tally.oddCodes += 1
            if trial.tally.oddCodes >= Tally.oddMax { return .unclear }
        }
        if code == 55 || code == 56, trial.message.bodyLength > 1 << 20 {
            trial.tally.cutUploads += 1
            // A 413 that the server never managed to say.
            if trial.tally.cutUploads >= Tally.cutMax, trial.message.hasPieces {
                rememberRefusal(trial)
                return .divided
            }
        } else {
            trial.tally.cutUploads = 0
        }
        return .failed(due: dueAfterFailure(trial, &random), unclear: true)
    }

    private mutating func judgeNetwork(
        _ trial: Trial, _ random: inout some RandomNumberGenerator
    ) -> MessageEvent {
        if trial.verdict.curlCode == 35 {
            memory.handshakesInRow += 1
            if memory.handshakesInRow >= Self.handshakesMax {
                closeUnlessHeld(.held, .certificate, trial.verdict.summary, until: nil, trial)
                return .returned(due: nil, unclear: false)
            }
        } else {
            memory.handshakesInRow = 0
        }
        noteFailure(trial, halve: true, &random)
        guard state == .open else { return .returned(due: nil, unclear: false) }
        let wait = Backoff.delay(failuresInRow, longOutage: isLongOutage(trial.now), &random)
        return .returned(due: trial.now.advanced(bySeconds: wait), unclear: false)
    }

    private mutating func judgeConfiguration(
        _ trial: inout Trial, _ random: inout some RandomNumberGenerator
    ) -> MessageEvent {
        let id = trial.message.id.text
        let summary = trial.verdict.summary
        switch trial.verdict.status {
        case 404:
            noteAnswer(trial)
            trial.tally.notFound += 1
            memory.notFound = (memory.notFound + [id]).suffix(Tally.notFoundMax)
            let repeats = memory.notFound.count(where: { $0 == id })
            if Set(memory.notFound).count >= 2 || repeats >= Tally.notFoundMax {
                closeUnlessHeld(.held, .notFound, summary, until: nil, trial)
                return .returned(due: nil, unclear: false)
            }
            if trial.tally.notFound >= Tally.notFoundMax { return .died(reason: summary) }
            let wait = Backoff.delay(trial.tally.notFound, &random)
            return .returned(due: trial.now.advanced(bySeconds: wait), unclear: false)
        case 410:
            closeUnlessHeld(.disabled, .gone, summary, until: nil, trial)
            return .returned(due: nil, unclear: false)
        case 426, 501, 505, 506, 508, 510:
            noteAnswer(trial)
            if !memory.unsupported.contains(id) { memory.unsupported.append(id) }
            if memory.unsupported.count >= 2 {
                closeUnlessHeld(.held, .configuration, summary, until: nil, trial)
                return .returned(due: nil, unclear: false)
            }
            let wait = Backoff.delay(1, &random)
            return .returned(due: trial.now.advanced(bySeconds: wait), unclear: false)
        default:
            closeUnlessHeld(.held, .configuration, summary, until: nil, trial)
            return .returned(due: nil, unclear: false)
        }
    }

    private mutating func judgePermanent(_ trial: Trial) -> MessageEvent {
        noteAnswer(trial)
        // What was in flight when the streak rule held the lane is as little to blame as the rest.
        if state == .held, memory.cause == .refusals { return .returned(due: nil, unclear: false) }
        let id = trial.message.id.text
        if !memory.refused.contains(id) { memory.refused.append(id) }
        if memory.refused.count >= Self.streakMax, state != .held, state != .disabled {
            memory.toRevive = memory.refused
            memory.refused = []
            let text = "template or URL is wrong: \(trial.verdict.summary)"
            closeUnlessHeld(.held, .refusals, text, until: nil, trial)
        }
        return .died(reason: trial.verdict.summary)
    }

    private mutating func judgeTooLarge(_ trial: Trial) -> MessageEvent {
        noteAnswer(trial)
        rememberRefusal(trial)
        return trial.message.hasPieces ? .divided : .died(reason: trial.verdict.summary)
    }
}
