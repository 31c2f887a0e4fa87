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
    /// What is known of each run that is watched.
    private var known: [Identifier: Known] = [:]
    /// Deliveries before it are no news.
    private let start: Moment

    private struct Known {
        var events = 0
        var state: RunState?
        var figures: [Int] = []
        var answers: Set<String> = []
    }

    init(desk: OutboxDesk, automation: String?, json: Bool) {
        (self.desk, self.automation, self.json) = (desk, automation, json)
        start = desk.now
    }

    /// Looks once a second.
    func run() throws -> Never {
        for report in try newest() {
            known[report.run.id] = Known(
                events: report.events.count, state: report.run.state,
                answers: Set(try answers(of: report).map(\.key)))
        }
        // Tells a reader that what happens from here on will be seen.
        Terminal.say("Following; stop with Ctrl-C.")
        while true {
            for report in try newest() { try show(report) }
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

    private func show(_ report: RunReport) throws {
        let run = report.run
        var known = self.known[run.id] ?? Known()
        for event in report.events.dropFirst(known.events) { print(event, run) }
        known.events = report.events.count
        let figures = [run.delivered, run.unfinished, run.dead, run.discarded]
        // A message that is tried again changes no figure.
        if run.unfinished > 0 || figures != known.figures {
            for line in try answers(of: report) where known.answers.insert(line.key).inserted {
                print(line.event, run)
            }
            known.figures = figures
        }
        if known.state != run.state {
            known.state = run.state
            if !json { write(run.headline(now: desk.now)) }
        }
        self.known[run.id] = known
    }

    private func answers(of report: RunReport) throws -> [RunAnswers.Line] {
        try RunAnswers(desk.outbox).lines(of: report, since: start)
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
