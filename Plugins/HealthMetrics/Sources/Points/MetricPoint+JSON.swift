import HealthPlugin

extension MetricPoint {
    /// Writes the point with its keys in the order of sections 3.1, 3.4 and 3.5 of the wire format.
    func write(to json: inout JSONWriter, dates: inout DateWriter, showsRange: Bool) {
        json.beginObject()
        if case .segment = content {
            json.key("startDate")
            json.date(date, &dates)
            json.key("endDate")
            json.date(end, &dates)
        } else {
            json.key("date")
            json.date(date, &dates)
        }
        writeContent(to: &json, dates: &dates)
        if !source.isEmpty {
            json.key("source")
            json.string(source)
        }
        if showsRange || alwaysShowsRange {
            json.key("start")
            json.date(date, &dates)
            json.key("end")
            json.date(end, &dates)
        }
        json.members(unknown)
        json.endObject()
    }

    private func writeContent(to json: inout JSONWriter, dates: inout DateWriter) {
        switch content {
        case .quantity(let value):
            json.member("qty", value)
        case .heartRate(let minimum, let average, let maximum):
            json.member("Min", minimum)
            json.member("Avg", average)
            json.member("Max", maximum)
        case .bloodPressure(let systolic, let diastolic):
            json.member("systolic", systolic)
            json.member("diastolic", diastolic)
        case .worded(let value, let key, let word):
            json.member("qty", value)
            if let word {
                json.key(key)
                json.string(word)
            }
        case .sexualActivity(let unspecified, let protected, let unprotected):
            json.member("Unspecified", unspecified)
            json.member("Protection Used", protected)
            json.member("Protection Not Used", unprotected)
        case .night(let night):
            night.write(to: &json, dates: &dates)
        case .segment(let hours, let value):
            json.member("qty", hours)
            json.key("value")
            json.string(value)
        }
    }
}

extension JSONWriter {
    /// Writes a key with a number.
    mutating func member(_ name: String, _ number: Double) {
        key(name)
        self.number(number)
    }
}
