public import Foundation

/// Runs programs to their end, without blocking a thread of the cooperative pool, on which a receiver may answer.
public enum Program {
    /// The program that was built together with the running tests: it lies beside their bundle.
    public static var hae: URL {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "hae")
    }

    /// Runs a program in a folder that is its home and holds its temporary files. Output goes through files there, so that no pipe can fill up.
    ///
    /// - Parameters:
    ///   - input: What it reads from standard input; nothing when `nil`.
    ///   - changes: Over this process's environment, without what would lead to a configuration of somebody's.
    public static func run(
        _ program: URL, _ arguments: [String], in folder: URL, input: URL? = nil,
        environment changes: [String: String] = [:]
    ) async throws -> ProgramResult {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        for name in ["HAE_CONFIG", "XDG_RUNTIME_DIR"] { environment[name] = nil }
        for name in ["HOME", "TMPDIR"] { environment[name] = folder.path }
        process.environment = environment.merging(changes) { _, new in new }
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
