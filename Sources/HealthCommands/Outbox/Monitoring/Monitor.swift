import ArgumentParser
import HealthPipeline

/// Runs a check so that it always ends with one of the four codes of monitoring.
enum Monitor {
    /// - Parameters:
    ///   - service: The first word of the line when something stops the check.
    ///   - check: Prints its findings and says how bad they are.
    /// - Throws: The exit code, unless all is well.
    static func run(_ service: String, _ check: () throws -> MonitorLevel) throws {
        let level: MonitorLevel
        do {
            level = try check()
        } catch let error as any StatusError {
            // Monitoring reads standard output.
            let text = "\(error)".replacing("\n", with: " ")
            Terminal.write(
                Array("\(service) \(MonitorLevel.unknown.title) - \(text)\n".utf8), to: .output)
            level = .unknown
        }
        if level != .ok { throw ExitCode(level.rawValue) }
    }
}
