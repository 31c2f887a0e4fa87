import HealthEncoding
import HealthModel

/// How far a run has been enqueued: the place of the last record that a committed part holds.
///
/// An interrupted run renders again from its pinned generation, which gives the same records in the same
/// order, and leaves out what lies at or before this place.
struct RunCursor: Equatable {
    /// Index of the stream in the run's request.
    var stream: Int
    /// The local day of the last record.
    var day: CivilDate
    /// How many of that day's records were sent.
    var sentOfDay: Int

    /// JSON, opaque to the outbox.
    var encoded: [UInt8] {
        var json = JSONWriter()
        json.array {
            $0.integer(stream)
            $0.integer(day.dayNumber)
            $0.integer(sentOfDay)
        }
        return json.bytes
    }

    init(stream: Int, day: CivilDate, sentOfDay: Int) {
        (self.stream, self.day, self.sentOfDay) = (stream, day, sentOfDay)
    }

    /// `nil` for bytes that no program of ours wrote.
    init?(encoded: [UInt8]) {
        guard let parts = (try? JSONParser.parse(encoded))?.array, parts.count == 3,
            let stream = parts[0].number.flatMap({ Int(exactly: $0) }),
            let day = parts[1].number.flatMap({ Int32(exactly: $0) }),
            let sent = parts[2].number.flatMap({ Int(exactly: $0) })
        else { return nil }
        self.init(stream: stream, day: CivilDate(dayNumber: day), sentOfDay: sent)
    }
}
