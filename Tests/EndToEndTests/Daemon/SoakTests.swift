import Foundation
import HealthDemo
import HealthEncoding
import struct HealthTesting.ProgramResult
import Testing

/// The daemon under load for as long as one likes: imports, runs, outages and kills.
///
/// `HAE_LONG=1` turns it on; `HAE_SOAK_SECONDS` says for how long, an hour when it does not.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["HAE_LONG"] == "1"))
struct SoakTests {
    private static let seconds =
        ProcessInfo.processInfo.environment["HAE_SOAK_SECONDS"].flatMap { Double($0) } ?? 3600

    /// What the busiest moment late in the quiet time may need on top of the busiest one early in it.
    private static let growthKiBMax = 4 << 10
    private static let descriptorsMore = 2

    private let home: Household

    init() throws {
        home = try Household()
        try FileManager.default.createDirectory(
            atPath: home.path("inbox"), withIntermediateDirectories: true)
    }

    /// What the receiver has to hold in the end: sums by local hour.
    private struct Truth {
        var sums: [String: Double] = [:]

        mutating func add(day: Int, hour: Int, _ count: Int) {
            // UTC in winter is one hour behind Berlin.
            let (localDay, localHour) = hour == 23 ? (day + 1, 0) : (day, hour + 1)
            let key = "2026-03-\(two(localDay)) \(two(localHour))"
            sums[key, default: 0] += Double(count)
        }

        private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    }

    /// What a process holds.
    private struct Holding {
        /// Resident and written to: pages of the program's files come and go.
        var ownKiB: Int
        var residentKiB: Int
        var descriptors: Int

        init(of pid: Int32) throws {
            let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
            func figure(_ name: String) throws -> Int {
                let line = try #require(
                    status.split(separator: "\n").first { $0.hasPrefix(name + ":") })
                // Between tabs and blanks.
                return try #require(Int(line.filter(\.isNumber)))
            }
            ownKiB = try figure("RssAnon")
            residentKiB = try figure("VmRSS")
            descriptors = try FileManager.default.contentsOfDirectory(
                atPath: "/proc/\(pid)/fd"
            ).count
        }
    }

    @Test func `nothing is lost, nothing leaks`() async throws {
        let port = try await quietPort()
        try home.write(
            "hae.yaml",
            """
            timezone: Europe/Berlin
            quota: { min_free: 1MiB }
            inbox: inbox
            prometheus: hae.prom
            automations:
              - name: test
                url: http://127.0.0.1:\(port)/health
                data_type: health_metrics
                metrics: [step_count]
                time_grouping: hours
                every: 1 minute

            """)
        var truth = Truth()
        for day in 1...3 {
            for hour in 0..<24 {
                for _ in 0..<6 { truth.add(day: day, hour: hour, hour + 1) }
            }
        }
        var points: [String: Double] = [:]
        var more: [String] = []
        var holdings: [Holding] = []
        var daemon = try DaemonProcess(in: home)
        let clock = ContinuousClock()
        let start = clock.now
        func passed() -> Double {
            let (seconds, fraction) = (clock.now - start).components
            return Double(seconds) + Double(fraction) / 1e18
        }
        var phase = 0
        while passed() < Self.seconds {
            phase += 1
            // The last third goes by without kills, so that what grows can be seen.
            let isQuiet = passed() > Self.seconds * 2 / 3
            let length = min(Double(20 + phase * 7 % 40), max(1, Self.seconds - passed()))
            let end = passed() + length
            let work = { [home] in
                while passed() < end {
                    let number = more.count
                    let (day, hour) = (1 + number % 3, number / 3 % 24)
                    let (minute, count) = (6 + number / 72 % 4, 100 + number)
                    more.append(
                        SmallExport.steps(day: day, hour: hour, minute: minute, count: count))
                    truth.add(day: day, hour: hour, count)
                    try home.write("inbox/export\(number).xml", SmallExport(more: more).text)
                    try await Task.sleep(for: .seconds(5))
                    if isQuiet { holdings.append(try Holding(of: daemon.pid)) }
                }
            }
            if phase % 3 == 0 {
                // Nobody listens.
                try await work()
            } else {
                let folder = "received-\(phase)"
                let files = try await withReceiver(folder: home.path(folder), port: port) {
                    _, reported in
                    try await work()
                    return reported.all
                }
                try take(files, from: folder, into: &points)
            }
            #expect(daemon.isRunning, "\(daemon.text)")
            if !isQuiet, phase % 2 == 0 {
                daemon.signal(SIGKILL)
                _ = try await daemon.end()
                daemon = try DaemonProcess(in: home)
            }
        }
        let last = try await withReceiver(folder: home.path("received-last"), port: port) {
            _, reported in
            try await settle(daemon)
            return reported.all
        }
        try take(last, from: "received-last", into: &points)
        #expect(points == truth.sums)
        try judge(holdings)
        daemon.signal(SIGTERM)
        #expect(try await daemon.end().status == 0)
    }

    private func take(
        _ requests: [ReceivedRequest], from folder: String, into points: inout [String: Double]
    ) throws {
        for request in requests where request.status == 200 {
            let file = try #require(request.file)
            let body = try JSONParser.parse(home.bytes(folder + "/" + file))
            for point in body["data"]?["metrics"]?.array?.first?["data"]?.array ?? [] {
                let date = try #require(point["date"]?.string)
                points[String(date.prefix(13))] = point["qty"]?.number
            }
        }
    }

    /// Waits until the inbox is empty and, a run later, the queue as well.
    private func settle(_ daemon: DaemonProcess) async throws {
        try await daemon.wait(until: "the inbox is empty") {
            try FileManager.default.contentsOfDirectory(atPath: home.path("inbox"))
                .allSatisfy { !$0.hasSuffix(".xml") }
        }
        // More than the cadence of a minute.
        try await Task.sleep(for: .seconds(75))
        for _ in 0..<60 {
            let status = try await home.document("status")
            if status["outbox"]?["messages"]?.number == 0 { return }
            try await Task.sleep(for: .seconds(5))
        }
        Issue.record("the queue does not become empty")
    }

    /// Compares the second quarter of the quiet time with its last: of memory the busiest moments; of descriptors the
    /// quietest, since an import, a run and a look at the state open some for a moment, and what leaks stays.
    private func judge(_ holdings: [Holding]) throws {
        let quarter = max(1, holdings.count / 4)
        let early = holdings.dropFirst(quarter).prefix(quarter)
        let late = holdings.suffix(quarter)
        func most(_ part: ArraySlice<Holding>, _ figure: (Holding) -> Int) throws -> Int {
            try #require(part.map(figure).max())
        }
        let own = (try most(early, \.ownKiB), try most(late, \.ownKiB))
        let open = (
            try #require(early.map(\.descriptors).min()),
            try #require(late.map(\.descriptors).min())
        )
        let resident = (try most(early, \.residentKiB), try most(late, \.residentKiB))
        print(
            "soak: own memory \(own.0) -> \(own.1) KiB, resident \(resident.0) -> \(resident.1) KiB, "
                + "descriptors \(open.0) -> \(open.1)")
        #expect(own.1 <= own.0 + Self.growthKiBMax)
        #expect(open.1 <= open.0 + Self.descriptorsMore)
    }
}
