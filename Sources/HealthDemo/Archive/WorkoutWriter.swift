import HealthModel

/// Writes workouts with all that hangs on them, as a watch and another program leave them.
struct WorkoutWriter {
    private let script: ArchiveScript
    private var zoneName: String { script.options.zone.name }
    /// The samples of one day by series, made when the first workout asks.
    private var samples: [String: [SyntheticSample]] = [:]
    private var scratch: [SyntheticSample] = []

    init(script: ArchiveScript) {
        self.script = script
    }

    /// Writes the workouts of a day; those of the watch only if it was worn.
    ///
    /// - Returns: Workouts and routes written.
    mutating func write(
        _ plan: DayPlan, to xml: inout XMLBytes, pointers: inout PointerSource
    ) -> (workouts: Int, routes: Int) {
        samples.removeAll(keepingCapacity: true)
        var routes = 0
        let written = script.workouts(on: plan)
        for workout in written {
            if workout.kind == .strength {
                writeForeign(workout, plan, to: &xml)
            } else {
                open(workout, plan, to: &xml, pointers: &pointers)
                writeMetadata(workout, to: &xml)
                writeEvents(workout, to: &xml)
                writeActivities(workout, plan, to: &xml)
                writeStatistics(workout, workout.start..<workout.end, plan, "  ", to: &xml)
                routes += writeRoutes(workout, plan, to: &xml)
                // Apple writes the whole list again.
                writeMetadata(workout, to: &xml)
                xml.append(" </Workout>\n")
            }
        }
        return (written.count, routes)
    }

    private func open(
        _ workout: PlannedWorkout, _ plan: DayPlan, to xml: inout XMLBytes,
        pointers: inout PointerSource
    ) {
        let card = SourceCard(.watch, on: plan.day, options: script.options)
        let activity =
            switch workout.kind {
            case .run, .intervals: "Running"
            case .walk: "Walking"
            case .indoorCycling: "Cycling"
            case .poolSwim: "Swimming"
            case .strength: "TraditionalStrengthTraining"
            }
        xml.append(" <Workout")
        xml.attribute("workoutActivityType", "HKWorkoutActivityType" + activity)
        xml.attribute("duration", "\((Double(workout.duration) - workout.paused) / 60)")
        xml.attribute("durationUnit", "min")
        xml.attribute("sourceName", card.name)
        if let version = card.version { xml.attribute("sourceVersion", version) }
        if let device = card.device {
            xml.append(" device=\"&lt;&lt;HKDevice: 0x")
            xml.pointer(pointers.next())
            xml.append(device)
            xml.append("\"")
        }
        writeDates(created: workout.end + 3, workout.start, workout.end, to: &xml)
        xml.append(">\n")
    }

    /// A workout of another program: no children, its total in the old attribute.
    private func writeForeign(
        _ workout: PlannedWorkout, _ plan: DayPlan, to xml: inout XMLBytes
    ) {
        let card = SourceCard(.gym, on: plan.day, options: script.options)
        xml.append(" <Workout")
        xml.attribute("workoutActivityType", "HKWorkoutActivityTypeTraditionalStrengthTraining")
        xml.attribute("duration", "\(Double(workout.duration) / 60)")
        xml.attribute("durationUnit", "min")
        xml.attribute("sourceName", card.name)
        if let version = card.version { xml.attribute("sourceVersion", version) }
        writeDates(created: workout.end + 40, workout.start, workout.end, to: &xml)
        xml.append("/>\n")
    }

    private func writeDates(
        created: Int64, _ start: Int64, _ end: Int64, to xml: inout XMLBytes
    ) {
        xml.append(" creationDate=\"")
        xml.date(created)
        xml.append("\" startDate=\"")
        xml.date(start)
        xml.append("\" endDate=\"")
        xml.date(end)
        xml.append("\"")
    }

    private func writeMetadata(_ workout: PlannedWorkout, to xml: inout XMLBytes) {
        func entry(_ key: String, _ value: String) {
            Self.entry(key, value, "  ", to: &xml)
        }
        let drawn = Int(workout.number >> 20)
        entry("HKIndoorWorkout", workout.isOnFoot ? "0" : "1")
        entry("HKAverageMETs", "\(5 + drawn % 6).\(drawn % 89_999 + 10_000) kcal/hr·kg")
        if workout.isOnFoot {
            entry("HKWeatherTemperature", "\(41 + drawn % 40).\(drawn % 9) degF")
            entry("HKWeatherHumidity", "\(40 + drawn % 55)00 %")
            entry("HKElevationAscended", "\(600 + drawn % 9000) cm")
        }
        if workout.kind == .poolSwim {
            entry("HKLapLength", "50 m")
            entry("HKSwimmingLocationType", "1")
        }
        entry("HKTimeZone", zoneName)
    }

    private func writeEvents(_ workout: PlannedWorkout, to xml: inout XMLBytes) {
        for event in workout.events {
            event.write(to: &xml, indent: "  ")
        }
    }

    private mutating func writeActivities(
        _ workout: PlannedWorkout, _ plan: DayPlan, to xml: inout XMLBytes
    ) {
        guard workout.kind == .intervals else { return }
        for (index, span) in workout.activities.enumerated() {
            xml.append("  <WorkoutActivity")
            xml.attribute("uuid", Self.identifier(workout.number &+ UInt64(index)))
            xml.append(" startDate=\"")
            xml.date(span.lowerBound)
            xml.append("\" endDate=\"")
            xml.date(span.upperBound)
            xml.append("\"")
            xml.attribute("duration", "\(Double(span.count) / 60)")
            xml.append(" durationUnit=\"min\">\n")
            for event in workout.events where span.contains(event.start) {
                event.write(to: &xml, indent: "   ")
            }
            writeStatistics(workout, span, plan, "   ", to: &xml)
            Self.entry("WOIntervalStepKeyPath", "\(index).0.1", "   ", to: &xml)
            xml.append("  </WorkoutActivity>\n")
        }
    }

    private mutating func writeStatistics(
        _ workout: PlannedWorkout, _ span: Range<Int64>, _ plan: DayPlan, _ indent: String,
        to xml: inout XMLBytes
    ) {
        for series in workout.measured {
            let figures = IntervalStatistics(
                of: samples(of: series, on: plan), style: series.style, over: span
            )
            guard !figures.isEmpty else { continue }
            xml.append("\(indent)<WorkoutStatistics")
            xml.attribute("type", series.type)
            xml.append(" startDate=\"")
            xml.date(span.lowerBound)
            xml.append("\" endDate=\"")
            xml.date(span.upperBound)
            func figure(_ name: String, _ number: Double?) {
                guard let number else { return }
                xml.append("\" \(name)=\"")
                xml.decimal(Decimal6(rounding: number))
            }
            if series.style == .sum {
                figure("sum", figures.sum)
            } else {
                figure("average", figures.average)
                figure("minimum", figures.minimum)
                figure("maximum", figures.maximum)
            }
            xml.append("\"")
            if let unit = series.unit(in: script.options) { xml.attribute("unit", unit) }
            xml.append("/>\n")
        }
    }

    private func writeRoutes(
        _ workout: PlannedWorkout, _ plan: DayPlan, to xml: inout XMLBytes
    ) -> Int {
        let routes = workout.routes
        for span in routes {
            let card = SourceCard(.watch, on: plan.day, options: script.options)
            xml.append("  <WorkoutRoute")
            xml.attribute("sourceName", card.name)
            if let version = card.version { xml.attribute("sourceVersion", version) }
            writeDates(
                created: workout.end + 5, span.lowerBound, span.upperBound, to: &xml
            )
            xml.append(">\n")
            Self.entry("HKMetadataKeySyncVersion", "2", "   ", to: &xml)
            let identifier = Self.identifier(workout.number ^ UInt64(span.lowerBound))
            Self.entry("HKMetadataKeySyncIdentifier", identifier, "   ", to: &xml)
            let path = RouteName(end: span.upperBound, zone: script.options.zone).path
            xml.append("   <FileReference path=\"/workout-routes/\(path)\"/>\n")
            xml.append("  </WorkoutRoute>\n")
        }
        return routes.count
    }

    private mutating func samples(of series: Series, on plan: DayPlan) -> [SyntheticSample] {
        if let known = samples[series.type] { return known }
        script.fill(&scratch, with: series, on: plan)
        samples[series.type] = scratch
        return scratch
    }

    static func entry(_ key: String, _ value: String, _ indent: String, to xml: inout XMLBytes) {
        xml.append("\(indent)<MetadataEntry")
        xml.attribute("key", key)
        xml.attribute("value", value)
        xml.append("/>\n")
    }

    /// A UUID made of a number; invented, but of the right shape.
    static func identifier(_ number: UInt64) -> String {
        let high = hexadecimal(SplitMix64.mix(number))
        let low = hexadecimal(SplitMix64.mix(~number))
        return "\(high.prefix(8))-\(high.dropFirst(8).prefix(4))-4\(high.suffix(3))-"
            + "A\(low.prefix(3))-\(low.suffix(12))"
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
