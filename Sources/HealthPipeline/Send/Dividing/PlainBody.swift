import HealthModel

/// A stored body as it was before compression, in pieces.
struct PlainBody {
    private static let pieceBytes = 64 << 10

    private let body: any BodySource
    private let gunzip: GunzipStream?

    /// - Throws: ``NotOurBody`` for a coding that this program does not write.
    init(_ body: any BodySource, encoding: String?) throws {
        self.body = body
        switch encoding {
        case nil: gunzip = nil
        case "gzip": gunzip = try GunzipStream()
        default: throw NotOurBody()
        }
    }

    /// - Throws: ``NotOurBody`` when the bytes are no gzip member; what `body` and `take` throw.
    func forEachPiece(_ take: ([UInt8]) throws -> Void) throws {
        try body.rewind()
        var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
        while true {
            var span = buffer.mutableSpan
            let count = try body.read(into: &span)
            if count == 0 { break }
            let piece = count == buffer.count ? buffer : Array(buffer[..<count])
            if let gunzip {
                try gunzip.inflate(piece, take)
            } else {
                try take(piece)
            }
        }
        if let gunzip, !gunzip.hasEnded { throw NotOurBody() }
    }
}
