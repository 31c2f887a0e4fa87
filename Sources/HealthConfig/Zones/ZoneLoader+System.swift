import Foundation

extension ZoneLoader {
    /// The name of the machine's zone, known to exist in the database.
    ///
    /// Asked in this order: `TZ`; the link `/etc/localtime`, which is what the C library obeys;
    /// `/etc/timezone`, which some systems no longer keep up. With none of them the machine runs in
    /// UTC.
    ///
    /// - Throws: `ZoneError` when what is set is not a zone of the database, or has no name.
    public func systemZoneName() throws(ZoneError) -> String {
        if let setting = environment["TZ"] {
            return try name(fromSetting: setting)
        }
        let link = root + "etc/localtime"
        if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link) {
            // A link to a link to the zone names the zone with its first step.
            if let name = zoneName(inPath: target) { return try checked(name) }
        }
        if let text = try? String(contentsOfFile: root + "etc/timezone", encoding: .utf8) {
            let line = text.split(whereSeparator: \.isNewline).first { !$0.hasPrefix("#") }
            if let name = line?.trimmingCharacters(in: .whitespaces), !name.isEmpty {
                return try checked(name)
            }
        }
        if PathKind.of(link) != .absent {
            throw ZoneError(reason: .systemZoneHasNoName(where: "/etc/localtime"))
        }
        return try checked("UTC")
    }

    /// `TZ` as POSIX and the C library read it: `:Europe/Berlin`, `Europe/Berlin`, a path; empty is
    /// UTC.
    private func name(fromSetting setting: String) throws(ZoneError) -> String {
        let text = setting.hasPrefix(":") ? String(setting.dropFirst()) : setting
        if text.isEmpty { return try checked("UTC") }
        if text.hasPrefix("/") {
            if let name = zoneName(inPath: text) { return try checked(name) }
            throw ZoneError(reason: .systemZoneHasNoName(where: "TZ"))
        }
        do {
            return try checked(text)
        } catch  where error.isUnknownName && text.contains(where: \.isNumber) {
            // A rule such as CET-1CEST has no history.
            throw ZoneError(reason: .systemZoneHasNoName(where: "TZ"))
        }
    }

    private func checked(_ name: String) throws(ZoneError) -> String {
        _ = try bytes(of: name)
        return name
    }

    /// What stands behind `zoneinfo/`, or behind the folder that is in use.
    private func zoneName(inPath path: String) -> String? {
        for folder in folders where path.hasPrefix(folder + "/") {
            return String(path.dropFirst(folder.count + 1))
        }
        return path.ranges(of: "zoneinfo/").last.map { String(path[$0.upperBound...]) }
    }
}
