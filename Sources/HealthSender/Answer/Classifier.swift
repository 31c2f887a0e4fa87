internal import HealthModel

/// Sorts the end of an attempt by its fate: section 9 of the outbox reference, rules 1 to 4, the first that applies.
enum Classifier {
    /// - Parameter now: Seconds since 1970, for a Retry-After date without a Date.
    static func verdict(of outcome: Outcome, redactor: Redactor, now: Int64) -> Verdict {
        let ruling = rule(outcome, redactor)
        let retryAfter = RetryAfter(outcome.head.retryAfter, date: outcome.head.date, now: now)
        let isRedirect = (300...399).contains(outcome.status)
        return Verdict(
            fate: ruling.fate, phase: outcome.phase,
            status: outcome.isAnswered ? outcome.status : nil,
            connectStatus: outcome.connectStatus == 0 ? nil : outcome.connectStatus,
            curlCode: outcome.curlCode == 0 ? nil : outcome.curlCode,
            osErrno: outcome.osErrno == 0 ? nil : outcome.osErrno,
            retryAfter: retryAfter.map { Double($0.seconds) },
            retryAfterWasClamped: retryAfter?.wasClamped ?? false,
            remoteAddress: outcome.remoteAddress, bytesSent: outcome.bytesSent,
            bytesReceived: outcome.answer.count, responseDigest: outcome.answer.digest,
            responseExcerpt: outcome.answer.count == 0
                ? nil : redactor.clean(outcome.answer.kept, isCut: outcome.answer.isCut),
            location: isRedirect ? outcome.head.location.map(redactor.clean) : nil,
            summary: ruling.summary)
    }

    private typealias Ruling = (fate: Verdict.Fate, summary: String)

    private static func rule(_ outcome: Outcome, _ redactor: Redactor) -> Ruling {
        switch outcome.stop {
        case .refused(let reason): return (.laneConfiguration, reason)
        case .bodyUnreadable: return (.local, "the stored body could not be read")
        case .bodyDiffers: return (.corrupt, "the stored body does not have its length")
        case .aborted, .stalled, nil: break
        }
        if outcome.connectStatus != 0, !(200...299).contains(outcome.connectStatus) {
            let fate: Verdict.Fate = outcome.connectStatus == 407 ? .laneAuth : .laneNetwork
            return (fate, "the proxy answered \(StatusPhrase.of(outcome.connectStatus))")
        }
        return outcome.isAnswered ? answered(outcome) : unanswered(outcome, redactor)
    }

    // MARK: - Table A

    private static func answered(_ outcome: Outcome) -> Ruling {
        let phrase = StatusPhrase.of(outcome.status)
        if (200...299).contains(outcome.status), outcome.bytesSent < outcome.bodyLength {
            return (.ambiguous, "\(phrase), but before the whole body was sent")
        }
        switch StatusTable.rule(for: outcome.status) {
        case .fate(let fate): return (fate, phrase)
        case .success:
            let isPortal = outcome.expectsJSON && isHTML(outcome)
            return isPortal ? (.portal, "\(phrase), but a web page instead of JSON") : (.ok, phrase)
        case .perRecord: return perRecord(outcome, phrase)
        case .size: return (outcome.head.retryAfter.isEmpty ? .tooLarge : .temporary, phrase)
        case .coding:
            let isAboutCoding = outcome.head.namesAcceptEncoding && outcome.bodyIsEncoded
            return (isAboutCoding ? .replace : .permanent, phrase)
        case .interim, nil: return (.ambiguous, phrase)
        }
    }

    private static func perRecord(_ outcome: Outcome, _ phrase: String) -> Ruling {
        switch PerRecordAnswer(outcome.answer, dataKey: outcome.dataKey) {
        case .taken: (.ok, phrase)
        case .refused: (.temporary, "\(phrase): the receiver could not store it")
        case .unknown: (.ok, "\(phrase): does not say what was stored; taken as delivered")
        }
    }

    private static func isHTML(_ outcome: Outcome) -> Bool {
        if let type = outcome.head.contentType {
            return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml+xml")
        }
        let start = String(decoding: outcome.answer.kept.prefix(256), as: UTF8.self).lowercased()
        let markup = start.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return markup.hasPrefix("<!doctype html") || markup.hasPrefix("<html")
    }

    // MARK: - Table B

    private static func unanswered(_ outcome: Outcome, _ redactor: Redactor) -> Ruling {
        let row = CurlCodeTable.row(for: outcome.curlCode)
        let phrase = (row?.phrase ?? "failed") + " (curl \(outcome.curlCode))"
        switch outcome.stop {
        case .aborted: return (.aborted, "stopped by hae")
        case .stalled: return (.ambiguous, "no byte of the body could be sent for too long")
        case .refused, .bodyUnreadable, .bodyDiffers, nil: break
        }
        switch row?.rule {
        case .fate(.laneTLS): return (.laneTLS, withDetail(phrase, outcome, redactor))
        case .fate(let fate): return (fate, phrase)
        case .protocolFault:
            return outcome.requestBegan
                ? (.ambiguous, "the answer is not HTTP (curl 1)") : (.laneConfiguration, phrase)
        case .timeout:
            return outcome.requestBegan
                ? (.ambiguous, "no answer in time (curl 28)")
                : (.laneNetwork, "could not connect in time (curl 28)")
        case .body: return (.local, phrase)
        case .stopped: return (.ambiguous, phrase)
        case .stream:
            return (outcome.curlText.contains("REFUSED_STREAM") ? .laneNetwork : .ambiguous, phrase)
        case .impossible, nil: return (.ambiguous, phrase)
        }
    }

    /// What libcurl says about a certificate is what the operator needs.
    private static func withDetail(_ phrase: String, _ outcome: Outcome, _ redactor: Redactor)
        -> String
    {
        let detail = redactor.clean(outcome.curlText)
        return detail.isEmpty ? phrase : "\(phrase): \(detail)"
    }
}
