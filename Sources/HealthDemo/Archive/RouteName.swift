import HealthModel

/// The name of a route file: the local minute in which the route ends, on a twelve-hour clock.
struct RouteName {
    /// `2031-07-05 4:30pm`, as inside the file.
    let title: String
    /// `route_2031-07-05_4.30pm.gpx`.
    let path: String

    /// - Parameter end: Seconds since 1970 UTC.
    init(end: Int64, zone: SyntheticZone) {
        let instant = Instant(seconds: end)
        let local = end + Int64(zone.offset(at: instant))
        let time = Int(SyntheticZone.floorDivide(local, 60)) % 1440
        let date = DateText.day(zone.date(of: instant))
        let hour = time / 60 % 12 == 0 ? 12 : time / 60 % 12
        let half = time < 720 ? "am" : "pm"
        let minute = XMLBytes.twoDigits(time % 60)
        title = "\(date) \(hour):\(minute)\(half)"
        path = "route_\(date)_\(hour).\(minute)\(half).gpx"
    }
}
