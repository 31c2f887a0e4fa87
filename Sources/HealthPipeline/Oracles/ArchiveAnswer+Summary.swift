import HealthPlugin

extension ArchiveAnswer {
    /// The rings of a day, which the archive gives without a zone: the day is cut in the configured one.
    ///
    /// Goals and move time have no records beside them that could be added up.
    ///
    /// - Parameter unread: Counts summaries without a day.
    static func all(
        ofSummary node: ArchiveNode, zone: ZoneTable, unread: inout Int
    ) -> [ArchiveAnswer] {
        let text = Array((node["dateComponents"] ?? "").utf8)
        guard text.count == 10, let midnight = WireDate.parse(text, zone: zone) else {
            unread += 1
            return []
        }
        let next = zone.start(of: zone.date(of: midnight).advanced(byDays: 1))
        let rings = [
            (
                Catalogue.quantityPrefix + "ActiveEnergyBurned", node["activeEnergyBurnedUnit"],
                node["activeEnergyBurned"]
            ),
            (Catalogue.quantityPrefix + "AppleExerciseTime", "min", node["appleExerciseTime"]),
            (Catalogue.categoryPrefix + "AppleStandHour", "", node["appleStandHours"]),
        ]
        return rings.compactMap { type, unit, value in
            number(value).map {
                ArchiveAnswer(
                    type: type, interval: midnight..<next, unit: unit ?? "", figures: [.sum: $0])
            }
        }
    }
}
