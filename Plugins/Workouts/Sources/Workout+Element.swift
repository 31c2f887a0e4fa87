import HealthPlugin

extension Workout {
    /// Reads the element of an archive. Section 4.2 of the wire format.
    init(_ node: ArchiveNode, of document: StoredDocument) {
        var element = WorkoutElement(node)
        let activity = WorkoutType.tail(of: node["workoutActivityType"] ?? "")
        let flags = ["0": false, "1": true]
        isIndoor = element.take("IndoorWorkout") { flags[$0] }
        let water = element.take("SwimmingLocationType", WorkoutType.Water.init)
        name = WorkoutType.name(activity, isIndoor: isIndoor, water: water)
        self.activity = activity
        (start, end) = (document.start ?? .distantPast, document.end)
        source = document.source.isEmpty ? nil : document.source
        duration = Quantity(node["duration"], node["durationUnit"] ?? "min")
            .flatMap { $0.converted(to: "s")?.number }
        switch (water, isIndoor) {
        case (.pool, _): location = "Pool"
        case (.open, _): location = "Open Water"
        case (nil, true): location = "Indoor"
        case (nil, false): location = "Outdoor"
        case (nil, nil): break
        }
        readMetadata(&element)
        readStatistics(element, activity)
        routePaths = element.routePaths
        metadata = element.rest
    }

    private mutating func readMetadata(_ element: inout WorkoutElement) {
        let quantities: [(WorkoutField, String)] = [
            (.intensity, "AverageMETs"), (.avgSpeed, "AverageSpeed"), (.maxSpeed, "MaximumSpeed"),
            (.elevationUp, "ElevationAscended"), (.elevationDown, "ElevationDescended"),
            (.lapLength, "LapLength"), (.temperature, "WeatherTemperature"),
        ]
        for (field, key) in quantities {
            figures[field] = element.take(key, Quantity.init(metadata:))
        }
        figures[.humidity] = element.take("WeatherHumidity") { text in
            Quantity(metadata: text).map { Quantity(Percent.humidity(recorded: $0.number), "%") }
        }
        strokeStyle =
            element.take("SwimmingStrokeStyle") { WorkoutWords.strokeStyles[$0] }
            ?? WorkoutWords.style(
                ofLaps: element.laps("SwimmingStrokeStyle") { WorkoutWords.strokeStyles[$0] })
        swolfScore = element.take("SWOLFScore") { Quantity(metadata: $0)?.number }
        if swolfScore == nil {
            let scores = element.laps("SWOLFScore") { Quantity(metadata: $0)?.number }
            swolfScore = scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
        }
        salinity = element.take("WaterSalinity") { WorkoutWords.salinities[$0] }
    }

    /// What statistics say wins over metadata, which win over the attributes of older archives.
    private mutating func readStatistics(_ element: WorkoutElement, _ activity: String) {
        let node = element.node
        figures[.activeEnergyBurned] =
            element.statistic("ActiveEnergyBurned")
            ?? Quantity(node["totalEnergyBurned"], node["totalEnergyBurnedUnit"])
        figures[.basalEnergyBurned] = element.statistic("BasalEnergyBurned")
        figures[.flightsClimbed] = element.statistic("FlightsClimbed")
        figures[.stepCount] = element.statistic("StepCount")
        figures[.totalSwimmingStrokeCount] = element.statistic("SwimmingStrokeCount")
        figures[.heartRateMin] = element.statistic("HeartRate", "minimum")
        figures[.heartRateAverage] = element.statistic("HeartRate", "average")
        figures[.heartRateMax] = element.statistic("HeartRate", "maximum")
        figures[.distance] =
            WorkoutDistance.pick(activity) { element.statistic($0) }
            ?? Quantity(node["totalDistance"], node["totalDistanceUnit"])
        for tail in WorkoutFigures.speeds(of: activity) {
            guard let average = element.statistic(tail, "average") else { continue }
            figures[.avgSpeed] = average
            figures[.maxSpeed] = element.statistic(tail, "maximum") ?? figures[.maxSpeed]
            break
        }
    }
}
