import HealthPipeline

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Prints events of runs as they come, until the process is stopped.
final class LogFollower {
    /// Runs at the end of the log that may still get events.
    private static let runsWatched = 20
    private static let eventsMax = 100_000

    private let desk: OutboxDesk
    private let automation: String?
    private let json: Bool
    /// Events that are known, by run.
    private var seen: [Identifier: Int] = [:]
    private var states: [Identifier: RunState] = [:]

    init(desk: OutboxDesk, automation: String?, json: Bool) {
        (self.desk, self.automation, self.json) = (desk, automation, json)
    }

    /// Looks once a second.
    func run() throws -> Never {
        for report in try newest() {
            seen[report.run.id] = report.events.count
            states[report.run.id] = report.run.state
        }
        // Tells a reader that what happens from here on will be seen.
        Terminal.say("Following; stop with Ctrl-C.")
        while true {
            for report in try newest() { show(report) }
            sleep(1)
        }
    }

    /// Oldest first.
    private func newest() throws -> [RunReport] {
        try desk.outbox.runs(
            RunSelection(
                automation: automation, limit: Self.runsWatched, eventsMax: Self.eventsMax)
        ).reversed()
    }

    private func show(_ report: RunReport) {
        let run = report.run
        let known = seen[run.id] ?? 0
        for event in report.events.dropFirst(known) { print(event, run) }
        seen[run.id] = report.events.count
        if states[run.id] != run.state {
            states[run.id] = run.state
            if !json { write(run.headline(now: desk.now)) }
        }
    }

    private func print(_ event: RunEvent, _ run: Run) {
        guard json else {
            return write(
                "\(event.line(now: desk.now))  [\(run.automationName), run \(run.id.short)]")
        }
        JSONLine.print("hae.log.event/1") {
            $0.member("run", run.id)
            $0.member("automation", run.automationName)
            event.writeMembers(to: &$0)
        }
    }

    private func write(_ line: String) {
        Terminal.write(Array((line + "\n").utf8), to: .output)
    }
}
