import Foundation
public import HealthModel

/// Reads zone files of the system's time zone database.
public struct ZoneLoader: Sendable {
    /// Real files have a few kilobytes.
    static let bytesMax = 256 << 10

    /// Where the database may be; the first that exists is taken.
    let folders: [String]
    let environment: [String: String]
    /// The root under which `etc` is looked for; other than `/` in tests only.
    let root: String

    /// - Parameter environment: `TZDIR` names a folder that wins over the system's, `TZ` the system
    ///   zone.
    public init(environment: [String: String]) {
        self.init(folders: ZoneLoader.systemFolders, environment: environment)
    }

    init(folders: [String], environment: [String: String] = [:], root: String = "/") {
        let own = environment["TZDIR"].flatMap { $0.isEmpty ? nil : $0 }
        self.folders = (own.map { [$0] } ?? []) + folders
        self.environment = environment
        self.root = root
    }

    private static let systemFolders = [
        "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo",
    ]

    /// The TZif bytes of a zone.
    ///
    /// - Throws: `ZoneError` when the name is unknown (with the nearest one), the database is
    ///   missing, or the file damaged.
    public func bytes(of name: String) throws(ZoneError) -> [UInt8] {
        let folder = try folder()
        guard ZoneLoader.isZoneName(name) else { throw unknown(name) }
        let path = folder + "/" + name
        guard PathKind.of(path) == .file else { throw unknown(name) }
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: ZoneLoader.bytesMax)
        else { throw ZoneError(reason: .damaged(path: path)) }
        // Tables and lists lie beside the zones.
        guard data.starts(with: Array("TZif".utf8)) else {
            throw name.contains("/") || name == "UTC"
                ? ZoneError(reason: .damaged(path: path)) : unknown(name)
        }
        return Array(data)
    }

    /// The zone itself.
    ///
    /// - Throws: `ZoneError` as ``bytes(of:)``, also when the file is damaged inside.
    public func table(named name: String) throws(ZoneError) -> ZoneTable {
        let bytes = try bytes(of: name)
        do {
            return try ZoneTable(name: name, tzif: bytes)
        } catch {
            throw ZoneError(reason: .unreadable(String(describing: error)))
        }
    }

    /// All names of the database, sorted. Reads folders only, no zone file.
    public func names() -> [String] {
        guard let folder = try? folder(),
            let paths = FileManager.default.enumerator(atPath: folder)
        else { return [] }
        var names: [String] = []
        for case let path as String in paths
        where ZoneLoader.isZoneName(path) && path.first?.isUppercase == true {
            if PathKind.of(folder + "/" + path) == .file { names.append(path) }
        }
        return names.sorted()
    }

    /// Parts of letters, digits, `_`, `+` and `-`, so that no name leads out of the folder.
    /// `posix/` and `right/` hold the database once more, the second with leap seconds.
    static func isZoneName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard name.utf8.count <= 100, parts[0] != "posix", parts[0] != "right" else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy {
                    $0.isASCII && ($0.isLetter || $0.isNumber || "_+-".contains($0))
                }
        }
    }

    private func folder() throws(ZoneError) -> String {
        if let folder = folders.first(where: { PathKind.of($0) == .folder }) { return folder }
        throw ZoneError(reason: .noDatabase(folders: folders))
    }

    private func unknown(_ name: String) -> ZoneError {
        ZoneError(
            reason: .unknownName(name), nearest: NearestMatch.find(name, among: names()))
    }
}
