import Foundation

/// What a program said, and how it ended.
struct ProgramResult: Sendable {
    var status: Int32
    var output: String
    var errors: String
}

/// Runs programs without blocking a thread of the cooperative pool, on which the receiver answers.
enum Program {
    /// Whether there is a Python for the oracle.
    static let hasPython: Bool = (ProcessInfo.processInfo.environment["PATH"] ?? "")
        .split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }

    /// The program that was built together with these tests: it lies beside their bundle.
    static var hae: URL {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "hae")
    }

    static func python(_ arguments: [String], in folder: URL) async throws -> ProgramResult {
        try await run(URL(filePath: "/usr/bin/env"), ["python3"] + arguments, in: folder)
    }

    /// Output goes through files in the folder, so that no pipe can fill up.
    static func run(
        _ program: URL, _ arguments: [String], in folder: URL, input: URL? = nil
    ) async throws -> ProgramResult {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["HAE_CONFIG"] = nil
        environment["HOME"] = folder.path
        process.environment = environment
        process.standardInput =
            try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
        let streams = try ["stdout", "stderr"].map { name in
            let url = folder.appending(path: ".\(name)-\(UUID().uuidString)")
            try Data().write(to: url)
            return (url: url, handle: try FileHandle(forWritingTo: url))
        }
        process.standardOutput = streams[0].handle
        process.standardError = streams[1].handle
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let texts = try streams.map { stream in
            try stream.handle.close()
            let text = try String(contentsOf: stream.url, encoding: .utf8)
            try FileManager.default.removeItem(at: stream.url)
            return text
        }
        return ProgramResult(status: status, output: texts[0], errors: texts[1])
    }
}
