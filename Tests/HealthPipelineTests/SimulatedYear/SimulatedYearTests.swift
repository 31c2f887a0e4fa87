import Foundation
import HealthModel
import HealthTesting
import Testing

@testable import HealthPipeline

/// A year in seconds: cadences, DST, a machine that sleeps, a clock that jumps a year both ways, endpoints that are down
/// for days, data that comes late and data that goes.
struct SimulatedYearTests {
    /// How much happens in the year; `HAE_LONG=1` makes it the full one, with three seeds.
    private struct Form {
        var seeds: [UInt64]
        var daysBetweenExports: Int
        var hoursBetweenFlights: Int
        /// After which a queue is looked at again.
        var hoursOfPatience: Int64

        static let current =
            ProcessInfo.processInfo.environment["HAE_LONG"] == "1"
            ? Form(
                seeds: [20_260_310, 1, 2], daysBetweenExports: 1, hoursBetweenFlights: 12,
                hoursOfPatience: 4)
            : Form(
                seeds: [20_260_310], daysBetweenExports: 3, hoursBetweenFlights: 60,
                hoursOfPatience: 12)
    }

    private static let zoneName = "Europe/Berlin"

    private static func configuration(_ url: String) -> String {
        """
        timezone: Europe/Berlin
        spool: spool
        inbox: inbox
        quota: { min_free: 1MiB }
        automations:
        """
            + [
                ("steps", "step_count", "1 day", "\n    at: \"03:30\""),
                (
                    "flights", "flights_climbed",
                    "\(Form.current.hoursBetweenFlights) hours", ""
                ),
                ("energy", "active_energy", "1 week", "\n    at: \"02:30\""),
            ].map { name, metric, every, at in
                """

                  - name: \(name)
                    url: \(url)
                    data_type: health_metrics
                    metrics: [\(metric)]
                    time_grouping: days
                    batch_requests: true
                    batch_max_records: 30
                    every: \(every)\(at)
                """
            }.joined() + "\n"
    }

    /// What happens beside the daily import.
    private struct Script {
        var sleeps: [Range<Int>] = []
        var outages: [Range<Int>] = []
        /// Days on which the clock is wrong, by how many seconds.
        var skews: [(days: Range<Int>, seconds: Int64)] = []

        init(_ random: inout SeededGenerator) {
            var day = 12
            while day < 350 {
                let length = Int.random(in: 1...5, using: &random)
                if Bool.random(using: &random) {
                    sleeps.append(day..<day + length)
                } else {
                    outages.append(day..<day + length)
                }
                day += length + Int.random(in: 4...20, using: &random)
            }
            skews = [(100..<101, 365 * 86_400), (200..<203, -365 * 86_400)]
        }

        func isAsleep(_ day: Int) -> Bool { sleeps.contains { $0.contains(day) } }

        func isDown(_ day: Int) -> Bool { outages.contains { $0.contains(day) } }

        func skew(_ day: Int) -> Int64 { skews.first { $0.days.contains(day) }?.seconds ?? 0 }

        func isPlain(_ day: Int) -> Bool {
            !isAsleep(day)
                && !skews.contains { ($0.days.lowerBound...$0.days.upperBound).contains(day) }
        }
    }

    @Test(arguments: Form.current.seeds)
    func `after a year the receiver holds exactly what the store says`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let zone = try Zones.table(Self.zoneName)
        let first = try #require(CivilDate(year: 2026, month: 1, day: 1))
        let receiver = try OverwritingReceiver()
        defer { receiver.stop() }
        let machine = try SimulatedMachine(
            configuration: Self.configuration(receiver.server.url()), start: zone.start(of: first))
        var phone = SimulatedPhone(zone: zone)
        let script = Script(&random)

        for number in 0..<365 {
            let day = first.advanced(byDays: number)
            receiver.setDown(script.isDown(number))
            phone.live(on: day, &random)
            var time = zone.start(of: day)
            let evening = zone.instant(day, secondsOfDay: 20 * 3600)
            let end = zone.start(of: day.advanced(byDays: 1))
            var isImported = number % Form.current.daysBetweenExports != 0
            while time < end {
                if time >= evening, !isImported {
                    isImported = true
                    try putExports(of: day, number, evening, &phone, machine, &random)
                }
                var next = end
                if !script.isAsleep(number) {
                    let skew = script.skew(number)
                    let due = try machine.work(at: time.advanced(bySeconds: skew))
                    if let due { next = min(next, due.advanced(bySeconds: -skew)) }
                }
                if !isImported { next = min(next, evening) }
                // A queue that waits is looked at again before the next run.
                if machine.queued > 0 {
                    let patience = Form.current.hoursOfPatience * 3600
                    next = min(next, time.advanced(bySeconds: patience))
                }
                time = max(next, time.advanced(bySeconds: 1))
            }
            if Int.random(in: 0..<20, using: &random) == 0 { try machine.restart() }
        }
        let end = first.advanced(byDays: 365)
        try putExports(of: end, 365, zone.start(of: end), &phone, machine, &random)
        try settle(machine, receiver, from: zone.start(of: end))

        #expect(machine.problems == [], "seed \(seed)")
        #expect(receiver.problems == [], "seed \(seed)")
        #expect(receiver.points(of: "step_count") == phone.sums(of: "StepCount"), "seed \(seed)")
        #expect(
            receiver.points(of: "flights_climbed") == phone.sums(of: "FlightsClimbed"),
            "seed \(seed)")
        #expect(
            receiver.points(of: "active_energy") == phone.sums(of: "ActiveEnergyBurned"),
            "seed \(seed)")
        try checkStarts(machine.starts, script, first, zone)
    }

    /// The evening's file, and now and then one with a sample of long ago, or one without a sample that was there.
    private func putExports(
        of day: CivilDate, _ number: Int, _ now: Instant, _ phone: inout SimulatedPhone,
        _ machine: SimulatedMachine, _ random: inout SeededGenerator
    ) throws {
        if number > 5, Int.random(in: 0..<15, using: &random) == 0 {
            phone.delete(on: day.advanced(byDays: -2))
        }
        // The last days whole: what it lacks of them is gone from the phone.
        try machine.put(phone.export(since: day.advanced(byDays: -min(3, number)), at: now))
        guard number > 5, Int.random(in: 0..<6, using: &random) == 0 else { return }
        let back = Int.random(in: 4...max(5, min(60, number)), using: &random)
        let late = phone.addLate(on: day.advanced(byDays: -min(back, number)), &random)
        try machine.put(phone.export([late], at: now))
    }

    /// Faults are over: everything is delivered within some days without a person.
    private func settle(
        _ machine: SimulatedMachine, _ receiver: OverwritingReceiver, from start: Instant
    ) throws {
        receiver.setDown(false)
        // More than a week, for the weekly one.
        for step in 0..<(9 * 4) {
            _ = try machine.work(at: start.advanced(bySeconds: Int64(step) * 6 * 3600))
        }
        #expect(machine.queued == 0)
        #expect(try machine.dead() == 0)
    }

    /// Every plain day has its one start at 03:30, and what was slept through was caught up once.
    private func checkStarts(
        _ starts: [SimulatedMachine.Start], _ script: Script, _ first: CivilDate, _ zone: ZoneTable
    ) throws {
        let steps = starts.filter { $0.automation == "steps" }
        for number in 1..<365 where script.isPlain(number) && script.isPlain(number - 1) {
            let day = first.advanced(byDays: number)
            let due = zone.instant(day, secondsOfDay: 3 * 3600 + 30 * 60)
            let onDay = steps.filter { zone.date(of: $0.at) == day }
            #expect(onDay.map(\.kind) == [.scheduled], "day \(number)")
            let late = onDay.first?.at.seconds(since: due) ?? -1
            #expect((0..<62).contains(late), "day \(number)")
        }
        // Where the last start before the sleep lies in the future, nobody can say what was missed since.
        for sleep in script.sleeps
        where script.isPlain(sleep.upperBound) && script.isPlain(sleep.lowerBound - 1) {
            let awake = first.advanced(byDays: sleep.upperBound)
            let onDay = steps.filter { zone.date(of: $0.at) == awake }
            // At midnight the missed ones, once; at 03:30 the day's own.
            #expect(onDay.map(\.kind) == [.catchUp, .scheduled], "day \(sleep.upperBound)")
        }
        let flights = starts.filter { $0.automation == "flights" }
        let times = 365 * 24 / Form.current.hoursBetweenFlights
        #expect(flights.count <= times + script.sleeps.count + 20)
        #expect(flights.count >= times / 2)
    }
}
