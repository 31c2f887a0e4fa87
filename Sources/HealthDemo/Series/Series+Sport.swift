/// What only workouts produce.
extension Series {
    static let sport: [Series] = [
        runningSpeed, runningPower, strideLength, oscillation, contactTime, cyclingDistance,
        cyclingCadence, swimmingDistance, strokes,
    ]

    static let runningSpeed = running("RunningSpeed", "km/hr", 90_000, 135_000, scale: 4)
    static let runningPower = running("RunningPower", "W", 190, 290, scale: 0)
    static let strideLength = running("RunningStrideLength", "m", 88, 128, scale: 2)
    static let oscillation = running("RunningVerticalOscillation", "cm", 78, 105, scale: 1)
    static let contactTime = running("RunningGroundContactTime", "ms", 225, 280, scale: 0)

    static let cyclingDistance = quantity("DistanceCycling", "km", .sum) { plan, random, out in
        cycling(plan, every: 60) { start, end in
            let centimetres = Int(end - start) * random.between(700, 880)
            out.append(SyntheticSample(start, end, Decimal6(centimetres, scale: 5), from: .watch))
        }
    }

    static let cyclingCadence = quantity(
        "CyclingCadence", "count/min", .average
    ) { plan, random, out in
        cycling(plan, every: 30) { start, end in
            let cadence = Decimal6(random.between(740, 960), scale: 1)
            out.append(SyntheticSample(start, end, cadence, from: .watch))
        }
    }

    static let swimmingDistance = quantity("DistanceSwimming", "m", .sum) { plan, random, out in
        for lap in plan.workouts.flatMap(\.laps) where plan.watchWorn {
            out.append(
                SyntheticSample(lap.lowerBound, lap.upperBound, Decimal6(50), from: .watch)
            )
        }
    }

    static let strokes = quantity("SwimmingStrokeCount", "count", .sum) { plan, random, out in
        for lap in plan.workouts.flatMap(\.laps) where plan.watchWorn {
            let count = Decimal6(random.between(34, 46))
            out.append(SyntheticSample(lap.lowerBound, lap.upperBound, count, from: .watch))
        }
    }

    private static func running(
        _ name: String, _ unit: String, _ low: Int, _ high: Int, scale: Int
    ) -> Series {
        quantity(name, unit, .average) { plan, random, out in
            for workout in plan.workouts where plan.watchWorn && workout.isRun {
                slices(
                    from: workout.start, to: workout.end, length: plan.paced(10, atLeast: 3)
                ) {
                    let value = Decimal6(random.between(low, high), scale: scale)
                    out.append(SyntheticSample($0, $1, value, from: .watch))
                }
            }
        }
    }

    private static func cycling(
        _ plan: DayPlan, every seconds: Int, _ body: (Int64, Int64) -> Void
    ) {
        for workout in plan.workouts where plan.watchWorn && workout.kind == .indoorCycling {
            slices(
                from: workout.start, to: workout.end, length: plan.paced(seconds, atLeast: 5), body
            )
        }
    }
}
