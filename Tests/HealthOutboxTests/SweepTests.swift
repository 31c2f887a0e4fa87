import Foundation
import HealthModel
import Testing

@testable import HealthOutbox

/// T3, T4 and T13: the process dies, or the disk refuses, at every step; what was acknowledged is there afterwards.
struct SweepTests {
    static let isLong = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"
    static let hasProbe = Probe.path != nil
    static let hasStrace = hasProbe && Probe.strace != nil

    /// Opens the spool after an accident and judges the promises.
    private func judge(_ path: String, _ result: Probe.Result, _ comment: String) throws {
        let clock = ManualClock(.now())
        guard try SpoolFolder(path: path).hasDatabase() else {
            #expect(result.ids("enqueued") == [], "\(comment): the outbox is gone")
            return
        }
        var limits = OutboxLimits()
        limits.freeBytesMin = 0
        let outbox = try TestSpool.open(path, .create, limits, clock)
        defer { try? outbox.close() }
        let known = try outbox.page(
            MessageSelection(states: Set(MessageState.allCases)), after: nil, limit: 100)
        // I1, I2: all of the acknowledged transaction, or none of one that was not.
        let ids = Set(known.messages.map(\.id))
        for id in result.ids("enqueued") { #expect(ids.contains(id), "\(comment): lost \(id)") }
        #expect(ids.isEmpty || ids.count == 3, "\(comment): half a transaction")
        #expect(try outbox.checkpoints(of: "A").isEmpty == ids.isEmpty, "\(comment): I2")
        for id in result.ids("settled") {
            #expect(try outbox.receipt(of: id)?.outcome == .delivered, "\(comment): I1 of \(id)")
        }
        let sender = try outbox.openSender(SenderOptions(waitSeconds: 2, programVersion: "test"))
        #expect(try outbox.verify(VerifyOptions(deep: true)).problems == [], "\(comment)")
        while let claim = try sender.claim(limit: 1, lanes: nil, now: clock.now).first {
            let body = try sender.body(of: claim).allBytes()
            #expect(BodyDigest.of(body) == claim.bodyDigest, "\(comment): I4")
            _ = try sender.settle([Outcome(claim, .ok)], now: clock.now)
            // I16: what the probe sent already is explained by a mark.
            if result.ids("sent").contains(claim.id) {
                #expect(try outbox.receipt(of: claim.id)?.maybeDuplicate == true, "\(comment): I16")
            }
        }
        #expect(try outbox.page(.all, after: nil, limit: 9).messages == [], "\(comment): I12")
        #expect(try outbox.stats().bytes == 0, "\(comment): I11")
        try sender.close(now: clock.now)
    }

    private func attempt(
        _ comment: String, strace: [String]? = nil, environment: [String: String] = [:]
    ) throws -> Probe.Result {
        let path = FileManager.default.temporaryDirectory.path + "/sweep-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = try Probe.run(
            spool: path, run: DerivedID.identifier(of: ["probe"]), strace: strace,
            environment: environment)
        try judge(path, result, comment)
        return result
    }

    @Test(.enabled(if: hasProbe, "OutboxProbe is not built"))
    func `without an accident the probe delivers all`() throws {
        let result = try attempt("no accident")
        #expect(result.lines.last == "done")
        #expect(result.ids("settled").count == 3)
    }

    @Test(
        .enabled(if: hasProbe, "OutboxProbe is not built"),
        arguments: [
            "after_blob", "before_enqueue_commit", "after_enqueue_commit", "after_lock",
            "after_recovery", "after_claim", "before_settle_commit", "after_settle_commit",
            "before_sweep",
        ])
    func `an abort at a fail point loses nothing`(point: String) throws {
        for time in 1...(point.hasSuffix("claim") || point.contains("settle") ? 3 : 1) {
            let setting = "\(point):abort@\(time)"
            let result = try attempt(setting, environment: ["HAE_FAILPOINT": setting])
            #expect(result.isKilled, "\(setting) was not reached")
        }
    }

    static let calls = [
        "pwrite64", "fdatasync", "fsync", "rename", "unlink", "ftruncate", "write", "openat",
    ]

    @Test(.enabled(if: hasStrace, "strace or OutboxProbe is not there"), arguments: calls)
    func `a kill at any system call loses nothing`(call: String) throws {
        try sweep(call, "signal=KILL") { result in result.isKilled || result.status == 137 }
    }

    @Test(
        .enabled(if: hasStrace, "strace or OutboxProbe is not there"),
        arguments: ["ENOSPC", "EIO", "EDQUOT"])
    func `a disk that refuses once or for ever loses nothing`(error: String) throws {
        for call in ["pwrite64", "fdatasync", "fsync", "write", "rename"] {
            for times in ["", "+"] {
                // It says so, or goes on.
                try sweep(call, "error=\(error)", times, most: 5) {
                    [0, 74, 75].contains($0.status)
                }
            }
        }
    }

    /// Injects at the N-th call for N = 1 … last: all in the long form, some spread over them in the short one.
    private func sweep(
        _ call: String, _ what: String, _ times: String = "", most: Int = 10,
        _ isExpected: (Probe.Result) -> Bool
    ) throws {
        var number = 1
        var tried = 0
        var isReached = true
        while isReached, number < 2000 {
            let comment = "\(what) at \(call) \(number)\(times)"
            let result = try attempt(
                comment,
                strace: [
                    "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                    "inject=\(call):\(what):when=\(number)\(times)",
                ])
            if what.hasPrefix("signal") {
                isReached = isExpected(result)
                #expect(isReached || number > 1, "\(comment) was not reached")
            } else {
                #expect(
                    isExpected(result), "\(comment): \(result.lines.last ?? "") \(result.status)")
                isReached = number < 60
            }
            tried += 1
            number += Self.isLong ? 1 : max(1, number / 3)
            if !Self.isLong, tried >= most { return }
        }
    }
}
