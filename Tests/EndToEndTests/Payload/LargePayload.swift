import Foundation

/// A payload of many megabytes, as the app writes them: workouts with long routes, recordings, and points of
/// metrics; invented throughout.
struct LargePayload {
    /// Each with a route of 20,000 points, about 4.5 MB.
    var workouts: Int
    /// Each with 15,360 voltages, about 1 MB.
    var recordings: Int
    /// One a minute, about 100 bytes.
    var points: Int

    static let routePoints = 20_000
    static let voltages = 15_360

    /// Writes the file piece by piece and returns its size.
    func write(to url: URL) throws -> Int {
        try Data().write(to: url)
        let file = try FileHandle(forWritingTo: url)
        defer { try? file.close() }
        var size = 0
        func put(_ text: String) throws {
            size += text.utf8.count
            try file.write(contentsOf: Data(text.utf8))
        }
        try put("{\"data\":{\"workouts\":[")
        for number in 0..<workouts {
            try put((number > 0 ? "," : "") + Self.workout(number))
        }
        try put("],\"metrics\":[{\"name\":\"step_count\",\"units\":\"count\",\"data\":[")
        for first in stride(from: 0, to: points, by: 1000) {
            let points = (first..<min(points, first + 1000)).map(Self.point)
            try put((first > 0 ? "," : "") + points.joined(separator: ","))
        }
        try put("]}],\"ecg\":[")
        for number in 0..<recordings {
            try put((number > 0 ? "," : "") + Self.recording(number))
        }
        try put("]}}")
        return size
    }

    private static func workout(_ number: Int) -> String {
        let (start, end) = (date(minute: number * 1440), date(minute: number * 1440 + 350))
        let places = (0..<routePoints).map { place in
            let time = date(minute: number * 1440 + place / 60, second: place % 60)
            return "{\"latitude\":48.6\(place % 9999 + 1),\"longitude\":6.1\(place % 9973 + 1),"
                + "\"altitude\":361.960114,\"course\":50.5159,\"horizontalAccuracy\":6.680021,"
                + "\"verticalAccuracy\":6.416514,\"timestamp\":\"\(time)\",\"speed\":0.976885}"
        }
        return
            "{\"name\":\"Outdoor Run\",\"start\":\"\(start)\",\"end\":\"\(end)\",\"duration\":21000,"
            + "\"metadata\":{},\"route\":[\(places.joined(separator: ","))]}"
    }

    private static func point(_ number: Int) -> String {
        "{\"date\":\"\(date(minute: number))\",\"qty\":\(number % 97 + 1),\"source\":\"Example Watch\"}"
    }

    private static func recording(_ number: Int) -> String {
        let start = 1_736_380_800 + number * 3600
        let values = (0..<voltages).map { index in
            "{\"date\":\(Double(start) + Double(index) / 512),\"voltage\":\(index % 400 - 200).5,"
                + "\"units\":\"mcV\"}"
        }
        return "{\"start\":\"\(date(minute: number * 60))\",\"classification\":\"Sinus Rhythm\","
            + "\"samplingFrequency\":512,\"voltageMeasurements\":[\(values.joined(separator: ","))],"
            + "\"source\":\"ECG\"}"
    }

    /// From 2025-01-09 on, UTC; a month has 28 days here.
    private static func date(minute: Int, second: Int = 0) -> String {
        let day = minute / 1440
        let month = day / 28
        return
            "\(2025 + month / 12)-\(two(month % 12 + 1))-\(two(day % 28 + 1)) "
            + "\(two(minute % 1440 / 60)):\(two(minute % 60)):\(two(second)) +0000"
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
