import Dispatch

/// A stream in pieces. While the caller works on one, the next is read: inflating takes a fifth of an import's time, and
/// goes on beside the rest.
///
/// `@unchecked Sendable`: the caller touches neither stream nor `ahead` between the begin of a look ahead and `isRead`.
final class StreamAhead: @unchecked Sendable {
    /// Bytes of the stream with what the caller has left of those before.
    struct Piece {
        fileprivate(set) var bytes: [UInt8] = []
        /// The bytes in use.
        fileprivate(set) var range = 0..<0
        /// How many of them are new.
        fileprivate(set) var count = 0
        /// What the stream had taken from disk or standard input by then.
        fileprivate(set) var rawBytesRead: Int64 = 0
        /// Why there are no new ones, if that is not the end.
        fileprivate(set) var fault: (any Error)?

        /// Nothing new follows.
        var isLast: Bool { count == 0 }

        /// Gives up bytes at the front.
        mutating func use(_ count: Int) {
            range = range.lowerBound + count..<range.upperBound
        }
    }

    private static let queue = DispatchQueue(label: "hae.source.ahead", attributes: .concurrent)

    private let stream: any ByteStream
    private let chunk: Int
    private var looksAhead = false
    private let isRead = DispatchSemaphore(value: 0)
    private var ahead = Piece()

    /// - Parameter chunk: What is read at once.
    init(_ stream: any ByteStream, chunk: Int) {
        (self.stream, self.chunk) = (stream, chunk)
    }

    /// Goes to the next piece; what is left of the one before stands in front of it.
    func turn(_ piece: inout Piece) {
        if looksAhead { settle() } else { read() }
        ahead.put(piece.bytes, piece.range)
        swap(&piece, &ahead)
        // A piece that is not full is mostly the last but one: not worth a thread.
        guard piece.count == chunk else { return }
        looksAhead = true
        Self.queue.async { [self] in
            read()
            isRead.signal()
        }
    }

    /// Waits until nobody uses the stream.
    func settle() {
        guard looksAhead else { return }
        isRead.wait()
        looksAhead = false
    }

    /// Reads behind a room that is as large as a piece, for what will be left of the one before.
    private func read() {
        var bytes: [UInt8] = []
        swap(&bytes, &ahead.bytes)
        if bytes.count < 2 * chunk { bytes = [UInt8](repeating: 0, count: 2 * chunk) }
        let start = bytes.count - chunk
        (ahead.count, ahead.fault) = (0, nil)
        do {
            ahead.count = try stream.read(into: &bytes, at: start, count: chunk)
        } catch {
            ahead.fault = error
        }
        ahead.rawBytesRead = stream.rawBytesRead
        ahead.range = start..<start + ahead.count
        swap(&bytes, &ahead.bytes)
    }
}

extension StreamAhead.Piece {
    /// Puts bytes in front of those that are there.
    fileprivate mutating func put(_ other: [UInt8], _ rest: Range<Int>) {
        if rest.count > range.lowerBound {
            // A tag of many pieces: twice the room, or each piece would move it twice.
            let more = 2 * rest.count - range.lowerBound
            bytes.insert(contentsOf: repeatElement(0, count: more), at: 0)
            range = range.lowerBound + more..<range.upperBound + more
        }
        let start = range.lowerBound - rest.count
        for offset in 0..<rest.count { bytes[start + offset] = other[rest.lowerBound + offset] }
        range = start..<range.upperBound
    }
}
