import Foundation

/// The folder of a demo: archive, configuration and spool of an invented person, apart from anybody's own.
///
/// It can be thrown away at any time. A folder that somebody else made is never written to.
public struct DemoFolder: Sendable {
    /// The first line of the configuration; it also tells whose folder this is.
    private static let mark =
        "# A demo of hae: an invented person's archive. Delete this folder at will.\n"

    public let path: String

    public init(path: String) {
        self.path = path
    }

    /// The synthetic archive.
    public var archive: String { path + "/export.zip" }
    public var configuration: String { path + "/hae.yaml" }
    public var spool: String { path + "/spool" }
    /// Where a receiver may save bodies.
    public var received: String { path + "/received" }

    /// Makes the folder, or empties it of what an earlier demo left.
    ///
    /// - Throws: ``DemoFolderError`` if the folder holds other things than a demo's, or cannot be made.
    public func prepare() throws {
        let files = FileManager.default
        guard files.fileExists(atPath: path) else { return try make() }
        // Fails for what is no folder.
        guard let names = try? files.contentsOfDirectory(atPath: path), names.isEmpty || isOurs
        else { throw DemoFolderError.foreign(path) }
        for item in [archive, spool, received, configuration] where files.fileExists(atPath: item) {
            do { try files.removeItem(atPath: item) } catch { throw DemoFolderError.io(path) }
        }
    }

    /// Writes the configuration: one automation a data type, all to a receiver on loopback.
    ///
    /// - Parameters:
    ///   - port: Where the receiver listens.
    ///   - dataTypes: Words of `data_type`, one automation each, in order; not empty.
    public func writeConfiguration(port: Int, dataTypes: [String] = ["health_metrics"]) throws {
        let text = Self.configuration(port: port, zone: .berlin, dataTypes: dataTypes)
        do {
            try text.write(toFile: configuration, atomically: true, encoding: .utf8)
        } catch { throw DemoFolderError.io(path) }
    }

    /// The text that ``writeConfiguration(port:dataTypes:)`` writes.
    public static func configuration(
        port: Int, zone: SyntheticZone, dataTypes: [String]
    ) -> String {
        var text =
            mark + """
                timezone: \(zone.name)
                preferred_sources:
                  default: [Apple Watch, iPhone]
                spool: spool

                automations:

                """
        for type in dataTypes {
            text += """
                  - name: Demo \(type.replacingOccurrences(of: "_", with: " "))
                    url: http://127.0.0.1:\(port)/health
                    data_type: \(type)

                """
            if type == "health_metrics" {
                text += "    metrics: all\n    time_grouping: hours\n"
            }
            text += "    batch_requests: true\n    date_range: since_last_sync\n"
        }
        return text
    }

    private var isOurs: Bool {
        guard let text = try? String(contentsOfFile: configuration, encoding: .utf8) else {
            return false
        }
        return text.hasPrefix(Self.mark)
    }

    private func make() throws {
        do {
            // Whatever it holds is modelled on health data; nobody else needs to look at it.
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch { throw DemoFolderError.io(path) }
    }
}
