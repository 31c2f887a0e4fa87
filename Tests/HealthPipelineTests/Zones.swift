import Foundation
import HealthModel

/// The zone files of the machine.
enum Zones {
    static func table(_ name: String) throws -> ZoneTable {
        try ZoneTable(
            name: name,
            tzif: Array(Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/" + name))))
    }
}

extension Instant {
    /// Written in UTC: `2026-03-29T01:00:00Z`.
    init(_ text: String) throws {
        guard let instant = Instant(rfc3339: text) else { throw CocoaError(.formatting) }
        self = instant
    }
}
