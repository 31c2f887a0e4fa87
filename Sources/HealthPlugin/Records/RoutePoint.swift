/// One point of a route. What is unknown is `nan`; the file's -1 means that too.
///
/// Packed as eight little-endian doubles in the order of the properties, 64 bytes a point.
public struct RoutePoint: Sendable, BitwiseCopyable {
    public static let byteCount = 64

    /// Degrees.
    public var latitude: Double
    /// Degrees.
    public var longitude: Double
    /// Metres.
    public var altitude: Double
    /// Seconds since 1970-01-01T00:00:00Z.
    public var time: Double
    /// Metres a second.
    public var speed: Double
    /// Degrees.
    public var course: Double
    /// Metres.
    public var horizontalAccuracy: Double
    /// Metres.
    public var verticalAccuracy: Double

    public init(
        latitude: Double = .nan, longitude: Double = .nan, altitude: Double = .nan,
        time: Double = .nan, speed: Double = .nan, course: Double = .nan,
        horizontalAccuracy: Double = .nan, verticalAccuracy: Double = .nan
    ) {
        (self.latitude, self.longitude, self.altitude) = (latitude, longitude, altitude)
        (self.time, self.speed, self.course) = (time, speed, course)
        self.horizontalAccuracy = horizontalAccuracy
        self.verticalAccuracy = verticalAccuracy
    }

    /// Appends the packed form.
    public func append(to bytes: inout [UInt8]) {
        for number in [
            latitude, longitude, altitude, time, speed, course, horizontalAccuracy,
            verticalAccuracy,
        ] {
            let bits = number.bitPattern
            for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: bits >> (shift * 8))) }
        }
    }

    /// Reads the points of packed bytes; a rest of less than a point is left out.
    public static func unpack(_ bytes: [UInt8]) -> [RoutePoint] {
        (0..<bytes.count / byteCount).map { index in
            func number(_ field: Int) -> Double {
                let start = index * byteCount + field * 8
                let bits = bytes[start..<start + 8].reversed().reduce(UInt64(0)) {
                    $0 << 8 | UInt64($1)
                }
                return Double(bitPattern: bits)
            }
            return RoutePoint(
                latitude: number(0), longitude: number(1), altitude: number(2), time: number(3),
                speed: number(4), course: number(5), horizontalAccuracy: number(6),
                verticalAccuracy: number(7))
        }
    }

    /// Passes the points of a stored route in order, without holding them all.
    public static func forEach(
        of document: Int64, in store: any StoreReader, _ body: (RoutePoint) throws -> Void
    ) throws {
        var rest: [UInt8] = []
        try store.series(Route.seriesName, of: document) { chunk in
            rest += chunk
            for point in unpack(rest) { try body(point) }
            rest.removeFirst(rest.count / byteCount * byteCount)
        }
    }
}
