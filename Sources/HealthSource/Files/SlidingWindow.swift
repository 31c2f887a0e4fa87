/// A piece of a stream that moves on as its front is used up. It grows only for a tag that does not fit.
struct SlidingWindow {
    private let pieces: StreamAhead
    private var piece = StreamAhead.Piece()
    private var base: Int64 = 0
    /// Bytes of the stream that have been shown.
    private(set) var bytesRead: Int64 = 0

    init(_ stream: any ByteStream, chunk: Int) {
        pieces = StreamAhead(stream, chunk: chunk)
    }

    /// Shows the whole stream to `consume`, window after window.
    ///
    /// A fault of the stream is thrown when everything before it has been shown, as that may have a fault of its own; only
    /// what `consume` then says about a missing end is not thrown, for the stream knows better why.
    ///
    /// - Parameters:
    ///   - consume: Gets a window, where it begins in the stream, and whether it is the last; returns how many bytes it
    ///     used. The rest comes again at the front of the next window.
    ///   - progress: Called after each window with the bytes that were taken from disk or standard input for it.
    mutating func slide(
        _ consume: (Span<UInt8>, Int64, Bool) throws -> Int,
        progress: (_ rawBytesRead: Int64) throws -> Void
    ) throws {
        defer { pieces.settle() }
        repeat {
            pieces.turn(&piece)
            if let fault = piece.fault {
                guard let known = fault as? SourceError, known.isSalvageable else { throw fault }
            }
            bytesRead += Int64(piece.count)
            let used: Int
            do {
                used = try consume(piece.bytes.span.extracting(piece.range), base, piece.isLast)
            } catch let error as SourceError where piece.fault != nil && error.code == .truncated {
                throw piece.fault ?? error
            }
            piece.use(used)
            base += Int64(used)
            try progress(piece.rawBytesRead)
        } while !piece.isLast
        if let fault = piece.fault { throw fault }
    }
}
