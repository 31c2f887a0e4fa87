/// A workout of a day's plan.
struct PlannedWorkout {
    enum Kind: CaseIterable {
        case run
        /// A run of three activities: warm-up, work, cool-down.
        case intervals
        case walk
        case indoorCycling
        case poolSwim
        /// Written by another program, without children.
        case strength
    }

    let kind: Kind
    /// Seconds since 1970 UTC.
    let start: Int64
    let end: Int64
    /// Differs between workouts; what is arbitrary about a workout comes from it.
    let number: UInt64

    var isOnFoot: Bool { kind == .run || kind == .intervals || kind == .walk }
    var isRun: Bool { kind == .run || kind == .intervals }
    var duration: Int { Int(end - start) }

    func contains(_ instant: Int64) -> Bool {
        instant >= start && instant < end
    }

    /// The intervals of its activities, which cover it without gaps; one if it has no parts.
    var activities: [Range<Int64>] {
        guard kind == .intervals else { return [start..<end] }
        let first = start + Int64(duration / 5)
        let second = end - Int64(duration / 6)
        return [start..<first, first..<second, second..<end]
    }
}

extension PlannedWorkout {
    /// The lengths of a pool swim, 50 m each, with a short rest after every fourth.
    var laps: [Range<Int64>] {
        guard kind == .poolSwim else { return [] }
        var laps: [Range<Int64>] = []
        var time = start + 20
        while true {
            let length = Int64(58 + SplitMix64.mix(number &+ UInt64(laps.count)) % 14)
            guard time + length < end else { return laps }
            laps.append(time..<time + length)
            time += length + (laps.count % 4 == 0 ? 25 : 0)
        }
    }
}
