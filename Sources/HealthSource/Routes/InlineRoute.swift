import HealthModel
import HealthPlugin
import HealthXML

/// Collects the `Location` elements that old exports hold inside of a `WorkoutRoute`, in place of a file.
struct InlineRoute {
    private(set) var route = RouteBuilder()
    private let numbers = NumberText()
    private var dates = DateText()

    /// Adds a point.
    ///
    /// - Returns: False when something is lost by it: the place or time is missing, so that there is no point, or there is an
    ///   attribute that a point has no room for.
    mutating func add(_ attributes: [XMLAttribute], _ window: Span<UInt8>) -> Bool {
        var point = RoutePoint()
        var isWhole = true
        for attribute in attributes {
            func number() -> Double { numbers.parse(window, attribute.value) ?? .nan }
            let name = attribute.name
            if window.equals("date", name) {
                let instant = dates.parse(window, attribute.value)?.instant
                point.time = instant.map { Double($0.seconds) } ?? .nan
            } else if window.equals("latitude", name) {
                point.latitude = number()
            } else if window.equals("longitude", name) {
                point.longitude = number()
            } else if window.equals("altitude", name) {
                point.altitude = number()
            } else if window.equals("speed", name) {
                point.speed = GPXParser.known(number())
            } else if window.equals("course", name) {
                point.course = GPXParser.known(number())
            } else if window.equals("horizontalAccuracy", name) {
                point.horizontalAccuracy = GPXParser.known(number())
            } else if window.equals("verticalAccuracy", name) {
                point.verticalAccuracy = GPXParser.known(number())
            } else {
                isWhole = false
            }
        }
        guard abs(point.latitude) <= 90, abs(point.longitude) <= 180, !point.time.isNaN else {
            return false
        }
        route.add(point)
        return isWhole
    }

    /// The document, whose key the workout names in place of a file.
    ///
    /// - Parameter source: Of the workout.
    func document(source: String) -> Document {
        let unkeyed = route.document(key: "", source: source)
        func text(_ instant: Instant?) -> String { instant.map(InstantText.key) ?? "" }
        let name = source.replacing("/", with: "_")
        return route.document(
            key: "inline/\(text(unkeyed.start))_\(text(unkeyed.end))_\(name)", source: source)
    }
}
