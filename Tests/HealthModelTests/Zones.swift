import Foundation
import HealthModel

/// The zone files of the machine; tests read them, the module never does.
enum Zones {
    static func table(_ name: String) throws -> ZoneTable {
        try ZoneTable(name: name, tzif: bytes(name))
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/" + name)))
    }

    /// Half hours, changes at midnight, a turn back by 30 minutes, a skipped day, negative offsets, no changes.
    static let dozen = [
        "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe",
        "Asia/Kathmandu", "Asia/Beirut", "America/Santiago", "Africa/Cairo", "America/Havana",
        "Pacific/Apia", "Asia/Kolkata", "Europe/Dublin", "Antarctica/Troll", "America/Sao_Paulo",
        "Africa/Casablanca",
    ]
}

extension Instant {
    /// Written in UTC: `2026-03-29T01:00:00Z`.
    init(_ text: String) throws {
        guard let instant = WireDate.parse(Array(text.utf8), zone: .utc) else {
            throw CocoaError(.formatting)
        }
        self = instant
    }
}
