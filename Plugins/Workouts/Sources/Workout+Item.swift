public import HealthPlugin

extension Workout {
    /// Reads an item of either version; fields that differ are told apart by their shape. Section 4.5 of the wire
    /// format.
    public init(_ fields: inout ItemFields) throws(ItemError) {
        id = try fields.textIfPresent("id")
        name = try fields.text("name")
        activity = WorkoutType.tail(named: name)
        start = try fields.date("start")
        end = try fields.dateIfPresent("end")
        duration = try fields.numberIfPresent("duration")
        location = try fields.textIfPresent("location")
        isIndoor = try fields.flagIfPresent("isIndoor")
        try readSeries(&fields)
        try readFigures(&fields)
        let style = try fields.textIfPresent("strokeStyle")
        strokeStyle = style == "Uknown" ? "Unknown" : style
        swolfScore = try fields.numberIfPresent("swolfScore")
        salinity = try fields.textIfPresent("salinity")
        if let value = fields.take("metadata") {
            guard let members = value.object else {
                throw ItemError(key: "metadata", "is not an object")
            }
            metadata = members
        }
        route = try Workout.list("route", &fields) { (value, zone) throws(ItemError) in
            try RoutePlace(value, zone: zone)
        }
        unknown = fields.rest
        if id == nil, duration == nil { dropPlaceholders() }
    }

    private mutating func readFigures(_ fields: inout ItemFields) throws(ItemError) {
        for field in WorkoutField.allCases {
            guard
                let quantity = try fields.quantityIfPresent(
                    field.rawValue, unit: field.units.metric)
            else { continue }
            figures[field] = quantity
        }
        if let energy = try fields.quantityIfPresent("activeEnergy", unit: "kJ") {
            figures[.activeEnergyBurned] = energy
        }
        if let intensity = try fields.quantityIfPresent("intesity", unit: "MET") {
            figures[.intensity] = intensity
        }
        try readHeartRate(&fields)
        guard let value = fields.take("elevation") else { return }
        do throws(ItemError) {
            var elevation = try ItemFields(value, zone: fields.zone)
            let unit = try elevation.textIfPresent("units") ?? "m"
            for (field, key) in [(WorkoutField.elevationUp, "ascent"), (.elevationDown, "descent")]
            {
                guard let number = try elevation.numberIfPresent(key) else { continue }
                figures[field] = Quantity(number, unit)
            }
        } catch {
            throw error.within("elevation")
        }
    }

    private mutating func readHeartRate(_ fields: inout ItemFields) throws(ItemError) {
        guard let value = fields.take("heartRate") else { return }
        do throws(ItemError) {
            var rates = try ItemFields(value, zone: fields.zone)
            let keys: [(WorkoutField, [String])] = [
                (.heartRateMin, ["min", "Min"]), (.heartRateAverage, ["avg", "Avg"]),
                (.heartRateMax, ["max", "Max"]),
            ]
            for (field, keys) in keys {
                for key in keys {
                    guard let rate = try rates.quantityIfPresent(key, unit: "count/min") else {
                        continue
                    }
                    figures[field] = rate
                }
            }
        } catch {
            throw error.within("heartRate")
        }
    }

    /// Takes the arrays; an object under such a key is a figure of version 1.
    private mutating func readSeries(_ fields: inout ItemFields) throws(ItemError) {
        for kind in WorkoutSeries.allCases {
            var probe = fields
            guard probe.take(kind.rawValue)?.array != nil else { continue }
            let points = try Workout.list(kind.rawValue, &fields) {
                (value, zone) throws(ItemError) in
                try SeriesPoint(value, unit: kind.units.metric, zone: zone)
            }
            if !points.isEmpty { series[kind] = points }
        }
    }

    private static func list<Element>(
        _ key: String, _ fields: inout ItemFields,
        _ read: (JSONValue, ZoneTable) throws(ItemError) -> Element
    ) throws(ItemError) -> [Element] {
        var elements: [Element] = []
        for (index, value) in try fields.array(key).enumerated() {
            do throws(ItemError) {
                elements.append(try read(value, fields.zone))
            } catch {
                throw error.within("\(key)[\(index)]")
            }
        }
        return elements
    }

    /// Version 1 writes 0 for what it does not know.
    private mutating func dropPlaceholders() {
        for field in WorkoutField.placeholders where figures[field]?.number == 0 {
            figures[field] = nil
        }
    }
}
