import Foundation
import Testing

/// The built program, as people start it.
final class RunningProgram {
    struct Result {
        var output: String
        var errors: String
        /// The signal's number when a signal ended it.
        var status: Int32
        var isKilled: Bool

        var everything: String { output + errors }
    }

    /// The binary that the package manager puts beside the test bundle.
    private static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "hae").path

    private let process = Process()
    private let output: URL
    private let errors: URL

    /// Starts it. Output goes to files, so that no pipe can fill up.
    init(_ arguments: [String], in folder: TestFolder, environment: [String: String] = [:]) throws {
        output = URL(filePath: folder.path + "/out-" + UUID().uuidString)
        errors = URL(filePath: folder.path + "/err-" + UUID().uuidString)
        for url in [output, errors] { try Data().write(to: url) }
        process.executableURL = URL(filePath: Self.path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path].merging(environment) {
            $1
        }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    var pid: Int32 { process.processIdentifier }

    var isRunning: Bool { process.isRunning }

    func signal(_ number: Int32) {
        kill(pid, number)
    }

    /// What it has said on standard error.
    var talk: String {
        get throws { String(decoding: try Data(contentsOf: errors), as: UTF8.self) }
    }

    func wait() throws -> Result {
        process.waitUntilExit()
        return Result(
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self),
            status: process.terminationStatus,
            isKilled: process.terminationReason == .uncaughtSignal)
    }

    static func run(
        _ arguments: [String], in folder: TestFolder, environment: [String: String] = [:]
    ) throws -> Result {
        try RunningProgram(arguments, in: folder, environment: environment).wait()
    }
}
