import Foundation
import HealthTesting

extension Program {
    /// Whether there is a Python for the oracle.
    static let hasPython: Bool = (ProcessInfo.processInfo.environment["PATH"] ?? "")
        .split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }

    static func python(_ arguments: [String], in folder: URL) async throws -> ProgramResult {
        try await run(URL(filePath: "/usr/bin/env"), ["python3"] + arguments, in: folder)
    }
}
