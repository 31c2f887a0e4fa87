import Foundation
import HealthModel
import HealthOutbox
import Logging
import Testing

@testable import HealthPipeline

/// What monitoring sees: log lines, figures, troubles.
struct MonitoringTests {
    @Test func `a log line is one line, with its level for the journal and its time for others`() {
        let line = DaemonLogLine(
            level: .warning, message: "Two\nlines.",
            facts: [("automation", "My API"), ("status", "502"), ("why", "say \"no\"\n")])
        #expect(
            line.text(.journal, time: "2026-03-10T06:15:00Z")
                == "<4>Two lines. automation=\"My API\" status=502 why=\"say \\\"no\\\"\\n\"\n")
        #expect(
            line.text(.plain, time: "2026-03-10T06:15:00Z")
                == "2026-03-10T06:15:00Z WARNING Two lines. automation=\"My API\" status=502 "
                + "why=\"say \\\"no\\\"\\n\"\n")
    }

    @Test func `levels are those of syslog, and long lines are cut`() {
        let levels: [(Logger.Level, String)] = [
            (.trace, "<7>"), (.debug, "<7>"), (.info, "<6>"), (.notice, "<5>"), (.warning, "<4>"),
            (.error, "<3>"), (.critical, "<2>"),
        ]
        for (level, start) in levels {
            let text = DaemonLogLine(
                level: level, message: String(repeating: "ü", count: 5000), facts: []
            ).text(.journal, time: "")
            #expect(text.hasPrefix(start))
            #expect(text.utf8.count <= 4096)
            #expect(text.hasSuffix("…\n"))
        }
    }

    @Test func `a file is replaced as a whole and has the mode that was asked for`() throws {
        let folder = try TestFolder()
        try FileReplacement.write(Array("old".utf8), to: folder.path("hae.prom"), mode: 0o644)
        try FileReplacement.write(Array("new".utf8), to: folder.path("hae.prom"), mode: 0o644)
        #expect(try folder.text("hae.prom") == "new")
        #expect(try folder.names() == ["hae.prom"])
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("hae.prom"))
        #expect(mode[.posixPermissions] as? Int == 0o644)
        #expect(FileReplacement.read(folder.path("hae.prom"), bytesMax: 3) == Array("new".utf8))
        #expect(FileReplacement.read(folder.path("hae.prom"), bytesMax: 2) == nil)
        #expect(throws: FileError.self) {
            try FileReplacement.write([], to: folder.path("no/where"), mode: 0o644)
        }
    }

    private func status(_ trouble: AutomationStatus.Trouble.Kind?) -> AutomationStatus {
        AutomationStatus(
            name: "A", id: "ID", enabled: true, lastRun: nil, queued: 0, oldest: nil,
            inSyncSince: nil, deliveries: [],
            trouble: trouble.map {
                .init(kind: $0, isCritical: $0 == .laneClosed, text: "text", command: nil)
            })
    }

    @Test func `what needs a person is told at once, what goes by itself only when it lasts`() {
        var watch = TroubleWatch()
        func kinds(_ trouble: AutomationStatus.Trouble.Kind?, at now: Double) -> [TroubleWatch
            .Change.Kind]
        {
            watch.look([status(trouble)], now: now).map(\.kind)
        }
        #expect(kinds(nil, at: 0) == [])
        #expect(kinds(.laneWaits, at: 10) == [.began])
        #expect(kinds(.laneWaits, at: 600) == [])
        #expect(kinds(.laneWaits, at: 610) == [.lasts])
        #expect(kinds(.laneClosed, at: 620) == [.began, .lasts])
        #expect(kinds(.laneClosed, at: 630) == [.lasts])
        #expect(kinds(nil, at: 640) == [.over])
        #expect(kinds(nil, at: 650) == [])
    }

    @Test func `a loop that hangs is named`() {
        let pulses = Pulses()
        pulses.beat("runs")
        pulses.beat("inbox")
        #expect(pulses.silent() == [])
        pulses.end("inbox")
        #expect(pulses.silent(at: .now + .seconds(901)) == ["runs"])
    }

    @Test func `a bell is heard once, also by one who comes later, and an end for ever`() {
        let bell = Bell()
        bell.ring()
        bell.ring()
        #expect(bell.wait(seconds: 60) == .rang)
        #expect(bell.wait(seconds: 0) == .timeOver)
        bell.stop()
        #expect(bell.wait(seconds: 60) == .stopped)
        #expect(bell.wait(seconds: 60) == .stopped)
    }
}
