// A small program for the tests that kill processes, take their disk away, or run several of them on one spool.
//
// Says on standard output, line by line, what has been acknowledged. All from the main thread, for `strace` counts system
// calls per thread. Arguments: the spool folder, a run id, and what to do: `work` (the default), `fill`, `enqueue`, `send` or
// `change`, the last four with a count.

import HealthModel
import HealthOutbox

#if canImport(Glibc)
    import Glibc
#endif

guard CommandLine.arguments.count >= 3, let run = Identifier(CommandLine.arguments[2]) else {
    exit(64)
}
let mode = CommandLine.arguments.dropFirst(3).first ?? "work"
let count = CommandLine.arguments.dropFirst(4).first.flatMap { Int($0) } ?? 1
do {
    if let limit = ProcessInfo.fileSizeMax { try ProcessInfo.limitFiles(to: limit) }
    let probe = try Probe(spool: CommandLine.arguments[1], run: run)
    switch mode {
    case "work": try probe.work()
    case "fill": try probe.fill(count)
    case "enqueue": try probe.enqueue(count)
    case "send": try probe.send(count)
    case "change": try probe.change(count)
    default: exit(64)
    }
    Probe.say("done")
} catch let error as OutboxError {
    Probe.say("error \(error.exitStatus.rawValue) \(error)")
    exit(error.exitStatus.rawValue)
}
