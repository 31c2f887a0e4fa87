public import HealthPlugin

extension Workout {
    public func write(to json: inout JSONWriter, as form: RecordForm, _ dates: inout DateWriter) {
        json.object {
            switch (form, version) {
            case (.wire, 1): writeVersionOne(to: &$0, &dates)
            case (.wire, _), (.stored, _): writeVersionTwo(to: &$0, as: form, &dates)
            }
            $0.members(unknown)
        }
    }

    /// The members of version 2. Sections 4.2 and 4.3 of the wire format.
    ///
    /// The stored form leaves out what was not known, and has the steps of version 1, whose key an array may need.
    private func writeVersionTwo(
        to json: inout JSONWriter, as form: RecordForm, _ dates: inout DateWriter
    ) {
        let isStored = form == .stored
        json.string("id", isStored ? id : id ?? derivedID)
        json.string("name", name)
        json.date("start", start, &dates)
        json.date("end", end ?? start, &dates)
        json.number("duration", isStored ? duration : length)
        json.string("location", location)
        json.bool("isIndoor", isIndoor)
        for field in Workout.figuresBeforeWords { write(field, to: &json) }
        json.string("strokeStyle", strokeStyle)
        json.number("swolfScore", swolfScore)
        json.string("salinity", salinity)
        write(.temperature, to: &json)
        write(.humidity, to: &json)
        writeHeartRate(to: &json)
        write(.avgHeartRate, to: &json)
        write(.maxHeartRate, to: &json)
        if isStored, series[.stepCount] == nil { write(.stepCount, to: &json) }
        if let metadata = metadata ?? (isStored ? nil : []) {
            json.key("metadata")
            json.value(.object(metadata))
        }
        for kind in WorkoutSeries.allCases { write(kind, to: &json, &dates) }
        writeRoute(to: &json, &dates)
    }

    /// The members of version 1. Section 4.4 of the wire format.
    private func writeVersionOne(to json: inout JSONWriter, _ dates: inout DateWriter) {
        json.string("name", activity.map(WorkoutType.plainName) ?? name)
        json.date("start", start, &dates)
        json.date("end", end ?? start, &dates)
        json.bool("isIndoor", isIndoor)
        write(.totalEnergy, to: &json)
        figures[.activeEnergyBurned]?.write("activeEnergy", to: &json)
        write(.avgHeartRate, to: &json)
        write(.maxHeartRate, to: &json)
        for field in WorkoutField.placeholders { write(field, to: &json) }
        write(.intensity, to: &json)
        write(.temperature, to: &json)
        write(.humidity, to: &json)
        if let ascent = figures[.elevationUp] {
            json.key("elevation")
            json.object {
                $0.number("ascent", ascent.number)
                let descent = figures[.elevationDown]?.converted(to: ascent.unit)
                $0.number("descent", descent?.number ?? 0)
                $0.string("units", ascent.unit)
            }
        }
        write(.heartRateData, to: &json, &dates)
        write(.heartRateRecovery, to: &json, &dates)
        writeRoute(to: &json, &dates)
    }

    private static let figuresBeforeWords: [WorkoutField] = [
        .activeEnergyBurned, .totalEnergy, .intensity, .distance, .speed, .avgSpeed, .maxSpeed,
        .elevationUp, .elevationDown, .flightsClimbed, .stepCadence, .swimCadence,
        .totalSwimmingStrokeCount, .lapLength,
    ]

    private func write(_ field: WorkoutField, to json: inout JSONWriter) {
        var quantity = figures[field]
        if version == 1, quantity == nil, WorkoutField.placeholders.contains(field) {
            quantity = .zero(placeholderUnit(of: field))
        }
        quantity?.write(
            field.rawValue, unit: version == 1 ? field.versionOneUnit : nil, to: &json)
    }

    private func placeholderUnit(of field: WorkoutField) -> String {
        units == .us ? field.units.us : field.units.metric
    }

    private func writeHeartRate(to json: inout JSONWriter) {
        let members: [(String, WorkoutField)] = [
            ("min", .heartRateMin), ("avg", .heartRateAverage), ("max", .heartRateMax),
        ]
        guard members.contains(where: { figures[$0.1] != nil }) else { return }
        json.key("heartRate")
        json.object {
            for (key, field) in members { figures[field]?.write(key, to: &$0) }
        }
    }

    private func write(
        _ kind: WorkoutSeries, to json: inout JSONWriter, _ dates: inout DateWriter
    ) {
        guard let points = series[kind], !points.isEmpty else { return }
        json.key(kind.rawValue)
        json.array {
            for point in points {
                point.write(
                    to: &$0, isHeartRate: kind.isHeartRate, version: version, &dates)
            }
        }
    }

    private func writeRoute(to json: inout JSONWriter, _ dates: inout DateWriter) {
        guard !route.isEmpty else { return }
        json.key("route")
        json.array {
            for place in route { place.write(to: &$0, version: version, &dates) }
        }
    }
}
