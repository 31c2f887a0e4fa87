import Foundation
import HealthTesting
import Testing

/// `hae daemon` as a process, with its log in a file.
final class DaemonProcess {
    private let process = Process()
    private let log: URL
    private let home: Household

    /// Starts it; ended it is by the test, or when this goes.
    ///
    /// - Parameter environment: Added to that of the test.
    init(in home: Household, environment: [String: String] = [:], wrapper: [String] = []) throws {
        self.home = home
        log = home.folder.appending(path: "daemon-\(UUID().uuidString).log")
        try Data().write(to: log)
        let words = wrapper + [Program.hae.path, "daemon"]
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.currentDirectoryURL = home.folder
        var all = ProcessInfo.processInfo.environment
        all["HAE_CONFIG"] = nil
        all["HOME"] = home.folder.path
        process.environment = all.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    var pid: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    var text: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    func signal(_ signal: Int32) {
        kill(pid, signal)
    }

    /// Waits until something is so, for a minute at most.
    func wait(
        until what: String, sourceLocation: SourceLocation = #_sourceLocation,
        _ condition: () throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try !condition() {
            try #require(
                ContinuousClock.now < deadline, "not within a minute: \(what)\n\(text)",
                sourceLocation: sourceLocation)
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    func wait(
        forLog words: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await wait(until: "\"\(words)\" in the log", sourceLocation: sourceLocation) {
            text.contains(words)
        }
    }

    /// Waits for its end.
    ///
    /// - Returns: Its status, and how long it took.
    func end() async throws -> (status: Int32, seconds: Double) {
        let start = ContinuousClock.now
        try await wait(until: "the daemon ends") { !process.isRunning }
        let took = ContinuousClock.now - start
        return (
            process.terminationStatus,
            Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        )
    }
}
