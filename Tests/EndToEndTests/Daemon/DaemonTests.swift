import Foundation
import HealthDemo
import HealthEncoding
import HealthTesting
import Testing

/// The daemon as its user meets it: the built program, real signals, real files.
@Suite struct DaemonTests {
    private let home: Household
    /// Beside hundreds of other tests times mean nothing.
    private static let watchesClock = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"

    /// Words that make a program keep to the rights of files although root starts it; `nil` where there are none.
    private static let obedient: [String]? = {
        if getuid() != 0 { return [] }
        let words = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
        let trial = Process()
        trial.executableURL = URL(filePath: "/usr/bin/env")
        trial.arguments = words + ["true"]
        guard (try? trial.run()) != nil else { return nil }
        trial.waitUntilExit()
        return trial.terminationStatus == 0 ? words : nil
    }()

    init() throws {
        home = try Household()
    }

    /// - Parameter options: Lines of the automation without indent.
    private func configure(
        port: Int, inbox: Bool = false, minFree: String = "1MiB", _ options: [String] = []
    ) throws {
        let lines = options.map { "    \($0)\n" }.joined()
        try home.write(
            "hae.yaml",
            """
            timezone: Europe/Berlin
            quota: { min_free: \(minFree) }
            \(inbox ? "inbox: inbox\n" : "")prometheus: hae.prom
            automations:
              - name: test
                url: http://127.0.0.1:\(port)/health
                data_type: health_metrics
                metrics: [step_count]
                time_grouping: hours
                every: 1 minute
            \(lines)
            """)
    }

    private func importSmall() async throws {
        try home.write("export.xml", SmallExport().text)
        _ = try await home.document("import", home.path("export.xml"))
    }

    @Test func `a file in the inbox is imported, moved, exported and delivered without a person`()
        async throws
    {
        try await withReceiver { port, reported in
            try configure(port: port, inbox: true)
            let daemon = try DaemonProcess(in: home)
            try await daemon.wait(forLog: "Watching the inbox.")
            try home.write("inbox/notes.xml", "this is no export")
            try home.write("inbox/export.xml", SmallExport().text)
            try await daemon.wait(until: "both are moved") {
                FileManager.default.fileExists(atPath: home.path("inbox/done/export.xml"))
                    && FileManager.default.fileExists(
                        atPath: home.path("inbox/failed/notes.xml.reason.txt"))
            }
            // Its next minute, at the latest.
            try await daemon.wait(until: "72 hours are delivered") {
                reported.all.reduce(0) { $0 + $1.records } == 72
            }
            #expect(reported.all.flatMap(\.problems) == [])
            try await daemon.wait(until: "figures") {
                (try? String(contentsOfFile: home.path("hae.prom"), encoding: .utf8))?
                    .contains("hae_automation_queued_messages{automation=\"test\"} 0") ?? false
            }
            daemon.signal(SIGTERM)
            #expect(try await daemon.end().status == 0)
            #expect(daemon.text.contains("Stopped."))
        }
    }

    @Test
    func `SIGTERM ends it within seconds though a receiver never answers, and nothing is lost`()
        async throws
    {
        try await importSmall()
        let server = try FaultServer(.silent)
        try configure(port: server.port)
        let daemon = try DaemonProcess(in: home)
        try await daemon.wait(until: "a request is under way") { !server.requests.isEmpty }
        daemon.signal(SIGTERM)
        let end = try await daemon.end()
        #expect(end.status == 0)
        if Self.watchesClock { #expect(end.seconds < 7) }
        server.stop()
        try await withReceiver { port, reported in
            try configure(port: port)
            let sent = try await home.document("send", "--wait", "60s")
            #expect(sent["left"]?.number == 0)
            #expect(reported.all.reduce(0) { $0 + $1.records } == 72)
        }
    }

    @Test
    func `SIGTERM in the middle of an import ends it, and the next start imports the whole file`()
        async throws
    {
        try configure(port: 9, inbox: true, ["enabled: false"])
        let more = (0..<20_000).map { number in
            SmallExport.steps(
                day: 4 + number % 3, hour: number % 24, minute: 1, count: 100 + number)
        }
        let first = try DaemonProcess(in: home)
        try await first.wait(forLog: "Watching the inbox.")
        try home.write("inbox/export.xml", SmallExport(more: more).text)
        try await first.wait(forLog: "Importing. file=export.xml")
        first.signal(SIGTERM)
        #expect(try await first.end().status == 0)
        let second = try DaemonProcess(in: home)
        try await second.wait(forLog: "Watching the inbox.")
        // Told of it, it does not wait for longer; it may have taken it already.
        try? FileManager.default.moveItem(
            atPath: home.path("inbox/export.xml"), toPath: home.path("inbox/again.xml"))
        try await second.wait(until: "the file is moved") {
            ["export.xml", "again.xml"].contains {
                FileManager.default.fileExists(atPath: home.path("inbox/done/\($0)"))
            }
        }
        second.signal(SIGTERM)
        #expect(try await second.end().status == 0)
        let types = try await home.document("sources")["types"]?.array
        #expect(types?.compactMap { $0["samples"]?.number } == [432 + 20_000])
    }

    @Test func `a disk without room is told, the run waits for it, and nothing is lost`()
        async throws
    {
        try await importSmall()
        try await withReceiver { port, reported in
            // No disk has that much room.
            try configure(port: port, minFree: "900000GiB")
            let daemon = try DaemonProcess(in: home)
            try await daemon.wait(forLog: "Run ended. automation=test")
            #expect(daemon.text.contains("ERROR Run ended."))
            #expect(daemon.text.contains("state=queued"))
            #expect(daemon.isRunning)
            daemon.signal(SIGTERM)
            #expect(try await daemon.end().status == 0)
            #expect(reported.all.isEmpty)
            try configure(port: port)
            _ = try await home.document("run")
            #expect(reported.all.reduce(0) { $0 + $1.records } == 72)
        }
    }

    @Test(.enabled(if: Self.obedient != nil, "root may write everything here"))
    func `a spool that may not be written is told, and nothing is lost`() async throws {
        try await importSmall()
        try configure(port: 9)
        _ = try await home.document("run", "--no-send")
        let spool = home.path("spool")
        let files = try FileManager.default.contentsOfDirectory(atPath: spool)
            .map { spool + "/" + $0 }.filter { $0.contains(".db") }
        func allow(folder: Int, files mode: Int) throws {
            for (path, mode) in [(spool, folder)] + files.map({ ($0, mode) }) {
                try FileManager.default.setAttributes(
                    [.posixPermissions: mode], ofItemAtPath: path)
            }
        }
        try allow(folder: 0o500, files: 0o400)
        let daemon = try DaemonProcess(in: home, wrapper: Self.obedient ?? [])
        #expect(try await daemon.end().status == 77)
        #expect(daemon.text.contains("\(spool)/outbox.db: open failed: Permission denied."))
        #expect(daemon.text.contains("hae needs to own its spool and everything in it."))
        try allow(folder: 0o700, files: 0o600)
        try await withReceiver { port, reported in
            try configure(port: port)
            _ = try await home.document("send", "--wait", "60s")
            #expect(reported.all.reduce(0) { $0 + $1.records } == 72)
        }
    }

    @Test func `a second daemon ends at once, naming the first`() async throws {
        try configure(port: 9)
        let first = try DaemonProcess(in: home)
        try await first.wait(forLog: "Started.")
        let second = try await home.hae("daemon")
        #expect(second.status == 75)
        #expect(second.errors.contains("\(first.pid)"))
        #expect(first.isRunning)
    }

    @Test
    func `on SIGHUP a bad configuration is told and changes nothing, a good one is taken`()
        async throws
    {
        try await importSmall()
        try await withReceiver { port, reported in
            try configure(port: port, ["enabled: false"])
            let daemon = try DaemonProcess(in: home)
            try await daemon.wait(forLog: "Started.")
            try configure(port: port, ["data_typ: workouts", "every_day: yes"])
            daemon.signal(SIGHUP)
            try await daemon.wait(forLog: "the old one stays in force. mistakes=2")
            #expect(daemon.text.contains("unknown key \\\"data_typ\\\""))
            #expect(daemon.text.contains("unknown key \\\"every_day\\\""))
            #expect(daemon.isRunning)
            #expect(reported.all.isEmpty)
            try configure(port: port)
            daemon.signal(SIGHUP)
            try await daemon.wait(forLog: "The configuration was read again.")
            try await daemon.wait(until: "delivery") { !reported.all.isEmpty }
            daemon.signal(SIGTERM)
            #expect(try await daemon.end().status == 0)
        }
    }

    @Test func `a spool that is taken away ends it with a clear message and no empty beginning`()
        async throws
    {
        try configure(port: 9)
        let daemon = try DaemonProcess(in: home)
        try await daemon.wait(forLog: "Started.")
        try FileManager.default.moveItem(
            atPath: home.path("spool"), toPath: home.path("spool.away"))
        #expect(try await daemon.end().status == 69)
        #expect(daemon.text.contains("outbox.db was deleted or moved while the daemon ran"))
        #expect(!FileManager.default.fileExists(atPath: home.path("spool/outbox.db")))
    }

    @Test func `systemd hears that it is ready, reloads, lives and stops`() async throws {
        let ear = try DatagramEar(path: home.path("notify"))
        try configure(port: 9)
        let daemon = try DaemonProcess(
            in: home,
            environment: ["NOTIFY_SOCKET": home.path("notify"), "WATCHDOG_USEC": "2000000"])
        func hear(_ words: String) async throws {
            try await daemon.wait(until: words) { ear.hears(words) }
        }
        try await hear("READY=1")
        try await hear("WATCHDOG=1")
        daemon.signal(SIGHUP)
        try await hear("RELOADING=1")
        try await hear("READY=1")
        daemon.signal(SIGTERM)
        try await hear("STOPPING=1")
        #expect(try await daemon.end().status == 0)
    }

    @Test func `a unit for systemd names program, configuration, spool and what may be written`()
        async throws
    {
        try configure(port: 9, inbox: true)
        let result = try await home.hae("init", "--systemd", "--user", "somebody")
        #expect(result.status == 0)
        for line in [
            "ExecStart=\(Program.hae.path) daemon --config \(home.path("hae.yaml")) --spool \(home.path("spool"))",
            "ReadWritePaths=\(home.path("inbox"))", "Type=notify", "WatchdogSec=2min",
            "User=somebody", "ProtectSystem=strict",
        ] {
            #expect(result.output.contains(line + "\n"), "\(line)")
        }
        let written = try await home.hae("init", "--systemd", "--into", home.path("hae.service"))
        #expect(written.status == 0)
        let again = try await home.hae("init", "--systemd", "--into", home.path("hae.service"))
        #expect(again.status == 1)
    }
}
