internal import Foundation

/// Whether this machine has what the TLS tests need: `openssl` and `python3` with its ssl module.
public enum TLSTools {
    public static let areAvailable: Bool =
        run("openssl", ["version"]) == 0 && run("python3", ["-c", "import ssl"]) == 0

    /// Runs a program found on PATH, without output.
    ///
    /// - Returns: Its exit status; `nil` when it is not there.
    static func run(_ program: String, _ arguments: [String]) -> Int32? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        process.waitUntilExit()
        return process.terminationStatus
    }
}
