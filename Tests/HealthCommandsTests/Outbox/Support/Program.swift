import Foundation

/// The built program, started as a person or a script starts it.
enum Program {
    struct Result: Equatable {
        var output: String
        var errors: String
        var status: Int32
    }

    /// The binary that SwiftPM puts beside the test bundle.
    static let path: String = {
        let bundle = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return bundle.deletingLastPathComponent().appendingPathComponent("hae").path
    }()

    static func process(
        _ arguments: [String], in folder: String, input: Pipe, output: Pipe, errors: Pipe
    ) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": folder, "HOOK_TOKEN": "secret-of-the-hook",
        ]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        return process
    }

    /// Runs to the end.
    static func run(_ arguments: [String], in folder: String, input: String = "") throws -> Result {
        let (feed, output, errors) = (Pipe(), Pipe(), Pipe())
        let process = process(arguments, in: folder, input: feed, output: output, errors: errors)
        try process.run()
        try feed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try feed.fileHandleForWriting.close()
        // Small enough on both streams to fit into a pipe, so that the order of reading does not matter.
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        let talk = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Result(
            output: String(decoding: data, as: UTF8.self),
            errors: String(decoding: talk, as: UTF8.self), status: process.terminationStatus)
    }
}
