import HealthPipeline

/// Packs diagnostics for somebody who is to help.
struct LogSharing {
    private static let runsMax = 200
    private static let eventsMax = 400

    private let global: GlobalOptions
    /// `nil`: all automations.
    private let automation: String?

    init(_ global: GlobalOptions, automation: String?) {
        (self.global, self.automation) = (global, automation)
    }

    /// Writes the file; works with whatever is there, as it is needed when something is not.
    func run(into name: String, json: Bool) throws {
        let workspace = try global.workspace()
        let path = ConfigPath.absolute(
            name, in: GlobalOptions.workingDirectory, home: GlobalOptions.environment["HOME"])
        var diagnostics = Diagnostics(workspace)
        diagnostics.add("README.txt", Array(Self.readme.utf8))
        diagnostics.addOwn()
        do {
            let desk = try OutboxDesk(global, .readOnly)
            diagnostics.add(
                "status.json",
                StatusReport(
                    status: try StatusReader.read(desk.workspace, desk.outbox), now: desk.now
                ).document)
            diagnostics.add("log.json", try log(desk).document)
            diagnostics.add(
                "outbox.json",
                OutboxFigures(
                    stats: try desk.outbox.stats(),
                    shapes: try ShapeKey.allCases.map { ($0, try desk.outbox.shape(by: $0)) }
                ).document)
        } catch {
            diagnostics.add("outbox-error.txt", Array("\(error)\n".utf8))
        }
        try diagnostics.write(to: path)
        if json {
            JSONLine.print("hae.log.share/1") {
                $0.member("file", path)
                $0.key("entries")
                $0.array { for name in diagnostics.names { $0.string(name) } }
            }
        }
        global.say(
            "Wrote \(name). It holds no secret and no health value; look into it before you pass it on."
        )
    }

    private func log(_ desk: OutboxDesk) throws -> LogReport {
        let answers = RunAnswers(desk.outbox)
        let runs = try desk.outbox.runs(
            RunSelection(
                automation: automation.map(desk.automationID), limit: Self.runsMax,
                eventsMax: Self.eventsMax))
        return LogReport(
            runs: try runs.map(answers.withAnswers), more: runs.count == Self.runsMax, now: desk.now
        )
    }

    private static let readme = """
        Diagnostics of hae, made by "hae log --share".

        versions.json       the program, its libraries, the system
        configuration.json  settings; URLs, header values, paths and sources are masked
        status.json         as "hae status --json"
        log.json            the last 200 runs with their events, as "hae log --json"
        outbox.json         lanes, and the age of what waits
        store.json          how many rows there are of each type; no values, no dates, no sources
        files.json          sizes and rights in the spool

        Names of automations and days of runs are in it. Bodies, answers and secrets are not.

        """
}

/// Lanes and ages of what waits, for diagnostics.
private struct OutboxFigures: Report {
    static let schema = "hae.log.outbox/1"

    let stats: OutboxStats
    let shapes: [(key: ShapeKey, rows: [ShapeRow])]

    func writeMembers(to json: inout JSONWriter) {
        json.member("messages", stats.messages)
        json.member("bytes", stats.bytes)
        json.member("free", stats.bytesFree)
        json.member("last_exit", stats.lastExit)
        json.key("lanes")
        json.array {
            for lane in stats.lanes {
                $0.object {
                    $0.member("lane", lane.lane)
                    $0.member("state", lane.state.rawValue)
                    $0.member("reason", lane.reason)
                    $0.member("last_error", lane.lastError)
                    $0.member("last_ok", lane.lastOK)
                    $0.member("concurrency", lane.concurrency)
                    $0.member("failures_in_row", lane.failuresInRow)
                    for (name, count) in [
                        ("ready", lane.ready), ("deferred", lane.deferred),
                        ("inflight", lane.inflight), ("held", lane.held), ("dead", lane.dead),
                        ("corrupt", lane.corrupt),
                    ] {
                        $0.member(name, count)
                    }
                }
            }
        }
        json.key("shapes")
        json.object {
            for shape in shapes {
                $0.key(shape.key.rawValue)
                $0.object {
                    for row in shape.rows {
                        $0.key(row.name)
                        $0.array { for count in row.counts { $0.integer(count) } }
                    }
                }
            }
        }
    }

    var lines: [String] { [] }
}
