/// An event of a workout.
struct WorkoutMark {
    let type: String
    /// Seconds since 1970 UTC.
    let start: Int64
    /// Seconds; nil where the event is an instant.
    var duration: Int?
    var metadata: [(key: String, value: String)] = []

    func write(to xml: inout XMLBytes, indent: String) {
        xml.append("\(indent)<WorkoutEvent")
        xml.attribute("type", "HKWorkoutEventType" + type)
        xml.append(" date=\"")
        xml.date(start)
        xml.append("\"")
        if let duration {
            xml.attribute("duration", "\(Double(duration) / 60)")
            xml.attribute("durationUnit", "min")
        }
        guard !metadata.isEmpty else { return xml.append("/>\n") }
        xml.append(">\n")
        for (key, value) in metadata {
            WorkoutWriter.entry(key, value, indent + " ", to: &xml)
        }
        xml.append("\(indent)</WorkoutEvent>\n")
    }
}
