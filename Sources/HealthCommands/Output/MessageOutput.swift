import Foundation
import HealthPipeline

/// Standard output for long streams of messages: whole messages in large pieces, every error told.
final class MessageOutput {
    private static let pieceBytes = 64 << 10
    private var buffer: [UInt8] = []

    func write(_ message: [UInt8]) throws {
        buffer += message
        if buffer.count >= Self.pieceBytes { try flush() }
    }

    func flush() throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: buffer)
        } catch {
            throw CommandFailure(
                .io,
                "Standard output cannot be written; whoever reads it went away. Run again with the last state that was kept."
            )
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
