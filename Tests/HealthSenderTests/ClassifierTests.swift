import HealthModel
import Testing

@testable import HealthSender

/// The rules of section 9 in their order: the first that applies wins.
@Suite struct ClassifierTests {
    private func verdict(_ change: (inout Outcome) -> Void) -> Verdict {
        var outcome = Outcome()
        (outcome.requestBegan, outcome.bodyLength, outcome.bytesSent) = (true, 10, 10)
        change(&outcome)
        return Classifier.verdict(of: outcome, redactor: Redactor(hiding: ["s3cret"]), now: 0)
    }

    private func answer(_ text: String) -> AnswerBody {
        var body = AnswerBody()
        unsafe Array(text.utf8).withUnsafeBytes { _ = unsafe body.take($0) }
        return body
    }

    @Test func `the guard's word comes before everything`() {
        let verdict = verdict { ($0.stop, $0.status) = (.refused("why"), 200) }
        #expect(verdict.fate == .laneConfiguration)
        #expect(verdict.summary == "why")
    }

    @Test func `a proxy's refusal comes before a status`() {
        #expect(verdict { ($0.connectStatus, $0.status) = (407, 200) }.fate == .laneAuth)
        #expect(verdict { ($0.connectStatus, $0.status) = (503, 503) }.fate == .laneNetwork)
        #expect(verdict { ($0.connectStatus, $0.status) = (200, 200) }.fate == .ok)
    }

    @Test func `a status comes before curl's error, and before our own abort`() {
        #expect(verdict { ($0.status, $0.curlCode) = (200, 56) }.fate == .ok)
        #expect(verdict { ($0.status, $0.curlCode) = (503, 28) }.fate == .throttle)
        #expect(verdict { ($0.status, $0.stop) = (200, .aborted) }.fate == .ok)
        #expect(verdict { ($0.status, $0.curlCode) = (100, 56) }.fate == .ambiguous)
    }

    @Test func `success before the whole body was sent is ambiguous`() {
        #expect(verdict { ($0.status, $0.bytesSent) = (200, 9) }.fate == .ambiguous)
        #expect(verdict { ($0.status, $0.bytesSent) = (400, 9) }.fate == .permanent)
    }

    @Test func `a timeout is the network's only before the request began`() {
        let early = verdict { ($0.curlCode, $0.requestBegan, $0.bytesSent) = (28, false, 0) }
        #expect(early.fate == .laneNetwork)
        #expect(early.phase == .started)
        #expect(verdict { $0.curlCode = 28 }.fate == .ambiguous)
    }

    @Test func `an abort tells whether a byte of the body had left`() {
        let idle = verdict { ($0.stop, $0.bytesSent) = (.aborted, 0) }
        #expect(idle.fate == .aborted && idle.bytesSent == 0 && idle.phase == .connected)
        let sending = verdict { ($0.stop, $0.bytesSent) = (.aborted, 5) }
        #expect(sending.fate == .aborted && sending.bytesSent == 5 && sending.phase == .sending)
    }

    @Test func `a body that cannot be read is ours, one that differs is corrupt`() {
        #expect(verdict { ($0.stop, $0.curlCode) = (.bodyUnreadable, 42) }.fate == .local)
        #expect(verdict { ($0.stop, $0.curlCode) = (.bodyDiffers, 42) }.fate == .corrupt)
    }

    @Test func `a refused stream was not processed`() {
        let refused = verdict {
            ($0.curlCode, $0.curlText) = (92, "stream: REFUSED_STREAM (err 7)")
        }
        #expect(refused.fate == .laneNetwork)
        #expect(verdict { $0.curlCode = 92 }.fate == .ambiguous)
    }

    @Test func `415 is about the coding only when the body had one`() {
        let named: (inout Outcome) -> Void = {
            $0.status = 415
            _ = $0.head.take(Array("Accept-Encoding: identity\r\n".utf8))
        }
        #expect(
            verdict {
                named(&$0); $0.bodyIsEncoded = true
            }.fate == .replace)
        #expect(verdict(named).fate == .permanent)
        #expect(verdict { ($0.status, $0.bodyIsEncoded) = (415, true) }.fate == .permanent)
    }

    @Test(arguments: [
        (#"{"metrics":{"success":true},"workouts":{"success":false}}"#, "metrics", Verdict.Fate.ok),
        (#"{"metrics":{"success":false}}"#, "metrics", .temporary),
        (#"{"metrics":{"success":true}}"#, "workouts", .ok),
        (#"{"metrics":{"success":"no"}}"#, "metrics", .ok),
        ("<multistatus/>", "metrics", .ok),
        ("", "metrics", .ok),
    ])
    func `207 is read as the official receiver means it`(
        text: String, key: String, fate: Verdict.Fate
    ) {
        let verdict = verdict {
            ($0.status, $0.dataKey, $0.answer) = (207, key, answer(text))
        }
        #expect(verdict.fate == fate)
    }

    @Test(
        arguments: [
            ("text/html; charset=utf-8", "", true), ("application/xhtml+xml", "", true),
            (nil, "\n<!DOCTYPE html><html>", true), (nil, "OK", false),
            ("application/json", "<html>", false),
            ("text/plain", "OK", false),
        ] as [(String?, String, Bool)])
    func `a web page where JSON is expected is a portal`(
        type: String?, text: String, isPortal: Bool
    ) {
        let verdict = verdict {
            ($0.status, $0.expectsJSON, $0.answer) = (200, true, answer(text))
            if let type { _ = $0.head.take(Array("Content-Type: \(type)\r\n".utf8)) }
        }
        #expect(verdict.fate == (isPortal ? .portal : .ok))
    }

    @Test func `interim answers are forgotten`() {
        let verdict = verdict {
            for line in ["HTTP/1.1 103 Early Hints", "Retry-After: 7", "", "HTTP/1.1 503 x", ""] {
                _ = $0.head.take(Array((line + "\r\n").utf8))
            }
            $0.status = 503
        }
        #expect(verdict.retryAfter == nil)
    }

    @Test func `answers and locations are shown without secrets and control characters`() {
        let verdict = verdict {
            ($0.status, $0.answer) = (302, answer("token=s3cret\u{1B}[31m"))
            _ = $0.head.take(Array("Location: http://other.example/?k=s3cret\r\n".utf8))
        }
        #expect(verdict.responseExcerpt == "token=[secret] [31m")
        #expect(verdict.location == "http://other.example/?k=[secret]")
        #expect(verdict.bytesReceived == 17)
        #expect(verdict.responseDigest?.count == 32)
    }
}
