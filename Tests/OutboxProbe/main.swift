// A small program for the sweeps: opens an outbox, enqueues a row and a blob, claims, settles, collects.
//
// Says on standard output, line by line, what has been acknowledged. All from the main thread, for `strace` counts system
// calls per thread. Arguments: the spool folder and a run id.

import HealthModel
import HealthOutbox

#if canImport(Glibc)
    import Glibc
#endif

func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    unsafe bytes.withUnsafeBytes { _ = unsafe write(1, $0.baseAddress, $0.count) }
}

func body(_ outbox: any Outbox, _ count: Int, _ byte: UInt8) throws -> StagedBody {
    let writer = try outbox.stage()
    try writer.append([UInt8](repeating: byte, count: count))
    return try writer.finish()
}

func work(spool: String, run: Identifier) throws {
    var limits = OutboxLimits()
    limits.freeBytesMin = 0
    let outbox = try SQLiteOutbox.open(spool: spool, access: .create, limits: limits)
    let opened = try outbox.openRun(
        NewRun(
            id: run, automation: "A", automationName: "A", kind: .scheduled, storeID: "s",
            generation: 1, configDigest: []))
    let messages = try [(1, 2000), (2, 120_000), (3, 500)].map { part, size in
        NewMessage(
            part: "\(part)", headers: [], contentType: "text/plain",
            body: try body(outbox, size, UInt8(part)), records: 1)
    }
    let report = try outbox.enqueue(
        messages,
        advancing: Progress(
            run: opened.id, nextPart: 4, advances: [.init(stream: "s", enqueuedThrough: [1])],
            ending: .complete))
    for id in report.ids { say("enqueued \(id)") }
    let sender = try outbox.openSender(SenderOptions(waitSeconds: 0, programVersion: "probe"))
    while let claim = try sender.claim(limit: 1, lanes: nil, now: .now()).first {
        _ = try sender.body(of: claim)
        // What a receiver would have seen.
        say("sent \(claim.id)")
        let verdict = Verdict(fate: .ok, phase: .answered, status: 200, summary: "200 OK")
        _ = try sender.settle([Outcome(claim, verdict)], now: .now())
        say("settled \(claim.id)")
    }
    try sender.tend(idle: true, now: .now())
    try sender.close(now: .now())
    try outbox.close()
    say("done")
}

guard CommandLine.arguments.count == 3, let run = Identifier(CommandLine.arguments[2]) else {
    exit(64)
}
do {
    try work(spool: CommandLine.arguments[1], run: run)
} catch let error as OutboxError {
    say("error \(error.exitStatus.rawValue) \(error)")
    exit(error.exitStatus.rawValue)
}
