import HealthPipeline

/// The `--config` file of `hae tap`. Keys that it does not know are left alone, as programs that run taps add
/// their own.
struct TapSettingsFile {
    var config: String?
    var spool: String?
    var start: Instant?
    var activatesVersions: Bool

    /// - Throws: An error with status 65 for what is no JSON object or holds a date that is none.
    init(_ bytes: [UInt8]) throws {
        let value: JSONValue
        do {
            value = try JSONParser.parse(bytes)
        } catch {
            throw CommandFailure(.badData, "--config: the file is not JSON (\(error)).")
        }
        guard value.object != nil else {
            throw CommandFailure(.badData, "--config: the file does not hold a JSON object.")
        }
        config = value["config"]?.string
        spool = value["spool"]?.string
        activatesVersions = value["activate_version"]?.bool ?? false
        if let text = value["start_date"]?.string {
            guard let instant = Instant(rfc3339: text) else {
                throw CommandFailure(
                    .badData,
                    "--config: \"start_date\" is not an RFC 3339 time such as 2026-03-10T06:15:00Z."
                )
            }
            start = instant
        }
    }
}
