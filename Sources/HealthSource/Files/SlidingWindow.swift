/// A piece of a stream that moves on as its front is used up. It grows only for a tag that does not fit.
struct SlidingWindow {
    private let stream: any ByteStream
    private let chunk: Int
    private var bytes: [UInt8]
    private var filled = 0
    private var base: Int64 = 0
    /// Bytes that have come out of the stream.
    private(set) var bytesRead: Int64 = 0

    init(_ stream: any ByteStream, chunk: Int) {
        (self.stream, self.chunk) = (stream, chunk)
        bytes = [UInt8](repeating: 0, count: 2 * chunk)
    }

    /// Shows the whole stream to `consume`, window after window.
    ///
    /// A fault of the stream is thrown when everything before it has been shown, as that may have a fault of its own; only
    /// what `consume` then says about a missing end is not thrown, for the stream knows better why.
    ///
    /// - Parameters:
    ///   - consume: Gets a window, where it begins in the stream, and whether it is the last; returns how many bytes it
    ///     used. The rest comes again at the front of the next window.
    ///   - progress: Called after each window.
    mutating func slide(
        _ consume: (Span<UInt8>, Int64, Bool) throws -> Int, progress: () throws -> Void
    ) throws {
        var isLast = false
        var fault: (any Error)?
        while !isLast {
            if bytes.count - filled < chunk {
                bytes += [UInt8](repeating: 0, count: bytes.count)
            }
            do {
                let got = try stream.read(into: &bytes, at: filled, count: chunk)
                filled += got
                bytesRead += Int64(got)
                isLast = got == 0
            } catch {
                guard let error = error as? SourceError, error.isSalvageable else { throw error }
                fault = error
                isLast = true
            }
            let used: Int
            do {
                used = try consume(bytes.span.extracting(0..<filled), base, isLast)
            } catch let error as SourceError where fault != nil && error.code == .truncated {
                throw fault ?? error
            }
            // What is left is part of a tag; a slice would copy the whole window.
            for index in 0..<filled - used { bytes[index] = bytes[used + index] }
            filled -= used
            base += Int64(used)
            try progress()
        }
        if let fault { throw fault }
    }
}
