/// What a workout consists of in the archive.
extension PlannedWorkout {
    /// Seconds of its pause; the phone leaves them out of the duration.
    var paused: Double { isOnFoot && number % 4 == 1 ? 75 : 0 }

    /// Its events in the order of Apple's archives: pauses first.
    var events: [WorkoutMark] {
        var marks: [WorkoutMark] = []
        if paused > 0 {
            let middle = start + Int64(duration / 2)
            marks.append(WorkoutMark(type: "Pause", start: middle))
            marks.append(WorkoutMark(type: "Resume", start: middle + Int64(paused)))
        }
        if number % 8 == 3 {
            // Real workouts have pauses without an end.
            marks.append(WorkoutMark(type: "MotionPaused", start: end - 30))
        }
        if isRun {
            marks += segments(every: 330) + segments(every: 531)
        }
        for (index, lap) in laps.enumerated() {
            let style = index % 8 < 6 ? "2" : "4"
            marks.append(
                WorkoutMark(
                    type: "Lap", start: lap.lowerBound, duration: lap.count,
                    metadata: [
                        ("HKSwimmingStrokeStyle", style), ("HKSWOLFScore", "\(lap.count + 38)"),
                    ]
                )
            )
        }
        return marks
    }

    /// The types of which it has statistics, Apple's order being by name.
    var measured: [Series] {
        let always = [Series.activeEnergy, .basalEnergy, .heartRate]
        return switch kind {
        case .run, .intervals:
            always + [
                .distance, .stepCount, .runningSpeed, .runningPower, .strideLength, .oscillation,
                .contactTime,
            ]
        case .walk: always + [.distance, .stepCount]
        case .indoorCycling: always + [.cyclingDistance, .cyclingCadence]
        case .poolSwim: always + [.swimmingDistance, .strokes]
        case .strength: []
        }
    }

    /// The spans of its routes. Some end within one minute and so share a file.
    var routes: [Range<Int64>] {
        guard isOnFoot else { return [] }
        var spans = activities
        if kind == .intervals, number % 2 == 0, let last = spans.popLast() {
            let cut = last.upperBound - 20
            spans += [last.lowerBound..<cut, cut..<last.upperBound]
        }
        return spans
    }

    /// Kilometres and miles overlap.
    private func segments(every seconds: Int64) -> [WorkoutMark] {
        stride(from: start, to: end - seconds, by: Int64.Stride(seconds)).map {
            WorkoutMark(type: "Segment", start: $0, duration: Int(seconds))
        }
    }
}

extension ArchiveScript {
    /// The workouts of a day that are in the archive: those of the watch only if it was worn.
    func workouts(on plan: DayPlan) -> [PlannedWorkout] {
        plan.workouts.filter { ($0.kind == .strength || plan.watchWorn) && $0.end <= cutoff }
    }
}
