import Foundation
import Synchronization

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

    /// - Parameter work: What it has to do, with a count; `nil` for one round of everything.
    static func run(
        spool: String, run: Identifier, work: [String] = [], strace options: [String]? = nil,
        environment: [String: String] = [:]
    ) throws -> Result {
        let command = [Self.path ?? "", spool, run.text] + work
        if let options, let strace {
            return try launch([strace] + options + command, environment)
        }
        return try launch(command, environment)
    }

    /// Runs any program and gathers what it says.
    static func launch(_ command: [String], _ environment: [String: String] = [:]) throws -> Result
    {
        try Running(command, environment).result()
    }

    /// A process that goes on beside the test.
    final class Running {
        let process = Process()
        private let output = Output()

        init(_ command: [String], _ environment: [String: String] = [:]) throws {
            process.executableURL = URL(fileURLWithPath: command[0])
            process.arguments = Array(command.dropFirst())
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = FileHandle.nullDevice
            try process.run()
            output.listen(to: pipe.fileHandleForReading)
        }

        /// Returns when it has said something, which is not part of the result then.
        func waitForWord() {
            output.waitForWord()
        }

        func result() throws -> Result {
            let said = output.rest()
            process.waitUntilExit()
            let text = String(decoding: said, as: UTF8.self)
            return Result(
                lines: text.split(separator: "\n").map(String.init),
                status: process.terminationStatus,
                isKilled: process.terminationReason == .uncaughtSignal)
        }
    }

    /// What a process says, taken in as it comes: with nobody who listens it would stand still once the pipe is full.
    private final class Output: Sendable {
        private let said = Mutex(Data())
        private let heard = DispatchSemaphore(value: 0)
        private let end = DispatchGroup()

        func listen(to handle: FileHandle) {
            end.enter()
            Thread { [self] in
                while case let data = handle.availableData, !data.isEmpty {
                    said.withLock { $0 += data }
                    heard.signal()
                }
                end.leave()
                heard.signal()
            }.start()
        }

        func waitForWord() {
            heard.wait()
            said.withLock { $0 = Data() }
        }

        /// All that was not waited for, when the process has closed its output.
        func rest() -> Data {
            end.wait()
            return said.withLock { $0 }
        }
    }
}
