/// How the track of a workout stands in the store, whether it came from a GPX file or from inside the XML.
///
/// A document of kind ``kind`` whose key is ``key(path:)`` of the `path` of a `FileReference` in the workout, and whose
/// series ``seriesName`` holds the points (``RoutePoint``) in the order of the file. Its body is the
/// element `Route` with the attributes `path`, `points` and, when the file has one, `name`. Several workout
/// routes may name one file: the times of the points tell which ones belong to which.
public enum Route {
    public static let kind = "Route"
    public static let seriesName = "route"

    /// The key of the route that a workout names: the path below the archive's root, or `nil` when it leads out of it.
    ///
    /// `/workout-routes/a.gpx` looks absolute and means `workout-routes/a.gpx`.
    public static func key(path: String) -> String? {
        var parts: [Substring] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
            guard part != ".." else { return nil }
            parts.append(part)
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}
