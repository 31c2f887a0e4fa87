import Foundation

@testable import HealthOutbox

/// Runs `OutboxProbe` as a process of its own, under `strace` or with a fail point.
struct Probe {
    struct Result {
        var lines: [String]
        var status: Int32
        /// Ended by a signal.
        var isKilled: Bool

        func ids(_ word: String) -> [Identifier] {
            lines.compactMap { line in
                let parts = line.split(separator: " ")
                return parts.count == 2 && parts[0] == word ? Identifier(parts[1]) : nil
            }
        }
    }

    /// Beside the test bundle, where the package manager puts both.
    static let path: String? = {
        let folder = Bundle.allBundles.map(\.bundlePath) + [CommandLine.arguments[0]]
        return folder.lazy
            .map { URL(fileURLWithPath: $0).deletingLastPathComponent().path + "/OutboxProbe" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static let strace: String? = ["/usr/bin/strace", "/bin/strace"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    static func run(
        spool: String, run: Identifier, strace options: [String]? = nil,
        environment: [String: String] = [:]
    ) throws -> Result {
        let process = Process()
        let program = Self.path ?? ""
        if let options, let strace {
            process.executableURL = URL(fileURLWithPath: strace)
            process.arguments = options + [program, spool, run.text]
        } else {
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = [spool, run.text]
        }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Result(
            lines: String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init),
            status: process.terminationStatus,
            isKilled: process.terminationReason == .uncaughtSignal)
    }
}
