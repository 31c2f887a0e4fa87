import HealthPipeline

/// Copies a stored body to standard output in pieces, so that any size takes no memory.
enum BodyPrinter {
    private static let pieceLength = 64 << 10

    /// The bytes as they are.
    static func printRaw(_ body: any BodySource) throws {
        try forEachPiece(of: body) { Terminal.write($0, to: .output) }
    }

    /// JSON indented; anything else as it is. Ends with a line end.
    static func printPretty(_ body: any BodySource, isJSON: Bool) throws {
        var indenter = JSONIndenter()
        try forEachPiece(of: body) { piece in
            if isJSON {
                Terminal.write(indenter.feed(piece), to: .output)
            } else {
                Terminal.write(piece, to: .output)
            }
        }
        Terminal.write([UInt8(ascii: "\n")], to: .output)
    }

    static func forEachPiece(
        of body: any BodySource, _ use: ([UInt8]) throws -> Void
    ) throws {
        var buffer = [UInt8](repeating: 0, count: pieceLength)
        while true {
            var span = buffer.mutableSpan
            let count = try body.read(into: &span)
            if count == 0 { return }
            try use(Array(buffer[..<count]))
        }
    }
}
