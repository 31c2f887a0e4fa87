import HealthOutbox

/// The bodies of the pieces, written one after the other.
final class PieceOutput {
    private let encoders: [BodyEncoder]
    private var current = 0

    /// - Parameter encoders: One for each piece.
    init(_ encoders: [BodyEncoder]) {
        self.encoders = encoders
    }

    func append(_ bytes: [UInt8]) throws {
        try append(bytes[...])
    }

    func append(_ bytes: ArraySlice<UInt8>) throws {
        guard current < encoders.count else { throw NotOurBody() }
        try encoders[current].append(bytes)
    }

    /// What follows belongs to the next piece.
    func next() {
        current += 1
    }

    /// - Returns: The bodies of the pieces that were begun.
    func finish() throws -> [StagedBody] {
        try encoders.prefix(current + 1).compactMap { try $0.finish() }
    }
}
