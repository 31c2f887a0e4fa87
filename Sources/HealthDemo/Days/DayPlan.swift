import HealthModel

/// What the invented person does on one local day: a pure function of seed and day.
struct DayPlan {
    let seed: UInt64
    let day: CivilDate
    /// Seconds since 1970 UTC of this midnight and the next.
    let start: Int64
    let end: Int64
    let bedtimeBefore: Int64
    let wake: Int64
    let bedtime: Int64
    /// Some days the watch stays in its charger, and the phone is all there is.
    let watchWorn: Bool
    let workouts: [PlannedWorkout]
    /// In order of time, not overlapping; walks and runs of `workouts` are among them.
    let bouts: [Bout]
    /// Density of the frequent types in thousandths: 1000 is a usual watch, 350 an idle one.
    let density: Int

    init(seed: UInt64, day: CivilDate, zone: SyntheticZone, density: Int) {
        self.seed = seed
        self.day = day
        self.density = density
        start = zone.midnight(of: day).seconds
        end = zone.midnight(of: day.advanced(byDays: 1)).seconds
        let before = day.advanced(byDays: -1)
        bedtimeBefore = zone.midnight(of: before).seconds + Self.bedtimeOffset(seed, before)
        bedtime = start + Self.bedtimeOffset(seed, day)
        var random = SplitMix64(seed: seed, stream: 0x6461_7973, day: day.dayNumber)
        let isWeekend = day.weekday > 4
        wake =
            start + Int64(random.between(isWeekend ? 25_200 : 22_500, isWeekend ? 31_500 : 26_100))
        watchWorn = !random.chance(40)
        workouts = Self.workouts(day: day, start: start, random: &random)
        bouts = Self.bouts(
            from: wake, to: min(bedtime, end) - 900, around: workouts, random: &random
        )
    }

    /// A generator for one subject on this day.
    func random(_ stream: UInt64) -> SplitMix64 {
        SplitMix64(seed: seed, stream: stream, day: day.dayNumber)
    }

    /// The usual distance of two samples in seconds, drawn together or apart by the density.
    func paced(_ seconds: Int, atLeast shortest: Int) -> Int64 {
        Int64(max(shortest, seconds * 1000 / density))
    }

    /// The workout that is going on at an instant.
    func workout(at instant: Int64) -> PlannedWorkout? {
        workouts.first { $0.contains(instant) }
    }

    private static func bedtimeOffset(_ seed: UInt64, _ day: CivilDate) -> Int64 {
        var random = SplitMix64(seed: seed, stream: 0x6265_6474, day: day.dayNumber)
        return Int64(random.between(78_300, 85_500))
    }

    private static func workouts(
        day: CivilDate, start: Int64, random: inout SplitMix64
    ) -> [PlannedWorkout] {
        var planned: [PlannedWorkout] = []
        func add(_ kind: PlannedWorkout.Kind, hour: Int, minutes: ClosedRange<Int>) {
            let begin = start + Int64(hour * 3600 + random.between(0, 2400))
            let length = random.between(minutes.lowerBound * 60, minutes.upperBound * 60)
            planned.append(
                PlannedWorkout(
                    kind: kind, start: begin, end: begin + Int64(length), number: random.next()
                )
            )
        }
        switch day.weekday {
        case 0, 2: if random.chance(450) { add(.indoorCycling, hour: 18, minutes: 30...55) }
        case 1: if random.chance(700) { add(.run, hour: 17, minutes: 28...50) }
        case 3: if random.chance(650) { add(.intervals, hour: 17, minutes: 35...48) }
        case 4: if random.chance(600) { add(.poolSwim, hour: 12, minutes: 25...40) }
        case 5: if random.chance(700) { add(.walk, hour: 10, minutes: 40...90) }
        default: if random.chance(550) { add(.run, hour: 9, minutes: 45...80) }
        }
        if random.chance(110) { add(.strength, hour: 20, minutes: 20...35) }
        return planned
    }

    private static func bouts(
        from wake: Int64, to last: Int64, around workouts: [PlannedWorkout],
        random: inout SplitMix64
    ) -> [Bout] {
        var bouts: [Bout] = []
        var time = wake + Int64(random.between(300, 1500))
        while time < last {
            let length = Int64(
                random.chance(150) ? random.between(1200, 2400) : random.between(120, 840)
            )
            let clash = workouts.first { time < $0.end + 300 && time + length > $0.start - 300 }
            if let clash {
                time = clash.end + Int64(random.between(300, 900))
                continue
            }
            let cadence = random.between(86, 118)
            let carried = random.chance(600)
            bouts.append(
                Bout(
                    start: time, end: min(time + length, last), cadence: cadence, isRun: false,
                    phoneCarried: carried
                )
            )
            time += length + Int64(random.between(1200, 6000))
        }
        for workout in workouts where workout.isOnFoot {
            let cadence = workout.isRun ? random.between(156, 172) : random.between(104, 118)
            bouts.append(
                Bout(
                    start: workout.start, end: workout.end, cadence: cadence, isRun: workout.isRun,
                    phoneCarried: workout.number % 2 == 0
                )
            )
        }
        bouts.sort { $0.start < $1.start }
        return bouts
    }
}
