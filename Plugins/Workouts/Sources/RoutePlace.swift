import HealthPlugin

/// One point of a route as it is sent; what is unknown is `nan`. Always in metres, degrees and metres a second.
struct RoutePlace: Sendable {
    var point: RoutePoint
    /// Degrees; only payloads have it.
    var courseAccuracy = Double.nan
    /// Metres a second; only payloads have it.
    var speedAccuracy = Double.nan
    var unknown: [JSONValue.Member] = []

    /// The file's -1 means unknown as well.
    init(_ point: RoutePoint) {
        self.point = point
        for key in [
            \RoutePoint.speed, \.course, \.horizontalAccuracy, \.verticalAccuracy,
        ] where point[keyPath: key] == -1 {
            self.point[keyPath: key] = .nan
        }
    }

    func write(to json: inout JSONWriter, version: Int, _ dates: inout DateWriter) {
        let date = Instant(seconds: Int64(point.time.rounded(.down)))
        json.object {
            if version == 1 {
                $0.number("lat", point.latitude)
                $0.number("lon", point.longitude)
                $0.number("altitude", point.altitude)
                $0.date("timestamp", date, &dates)
            } else {
                $0.number("latitude", point.latitude)
                $0.number("longitude", point.longitude)
                $0.number("altitude", point.altitude)
                $0.number("course", point.course)
                $0.number("courseAccuracy", courseAccuracy)
                $0.number("horizontalAccuracy", point.horizontalAccuracy)
                $0.number("verticalAccuracy", point.verticalAccuracy)
                $0.date("timestamp", date, &dates)
                $0.number("speed", point.speed)
                $0.number("speedAccuracy", speedAccuracy)
            }
            $0.members(unknown)
        }
    }
}

extension RoutePlace {
    init(_ value: JSONValue, zone: ZoneTable) throws(ItemError) {
        var fields = try ItemFields(value, zone: zone)
        func known(_ key: String) throws(ItemError) -> Double {
            guard let number = try fields.numberIfPresent(key), number != -1 else { return .nan }
            return number
        }
        var point = RoutePoint()
        point.time = Double(try fields.date("timestamp").seconds)
        let (latitude, longitude) = (
            try fields.numberIfPresent("latitude"), try fields.numberIfPresent("longitude")
        )
        // Version 1 has the short keys.
        if let latitude, let longitude {
            (point.latitude, point.longitude) = (latitude, longitude)
        } else {
            (point.latitude, point.longitude) = (try fields.number("lat"), try fields.number("lon"))
        }
        point.altitude = try fields.numberIfPresent("altitude") ?? .nan
        point.course = try known("course")
        point.horizontalAccuracy = try known("horizontalAccuracy")
        point.verticalAccuracy = try known("verticalAccuracy")
        point.speed = try known("speed")
        self.init(point)
        courseAccuracy = try known("courseAccuracy")
        speedAccuracy = try known("speedAccuracy")
        unknown = fields.rest
    }
}
