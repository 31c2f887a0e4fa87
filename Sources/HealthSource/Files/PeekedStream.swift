/// A stream whose first bytes were looked at and are read again.
final class PeekedStream: ByteStream {
    private let rest: any ByteStream
    /// What was looked at; shorter than asked for at the end of the stream or before a fault.
    let head: [UInt8]
    /// A fault behind ``head``, thrown when the reading gets there.
    let fault: (any Error)?
    private var headRead = 0

    /// Looks at up to `count` bytes of `stream`; they are also the first that this stream gives.
    init(_ stream: any ByteStream, count: Int) {
        rest = stream
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        var fault: (any Error)?
        do {
            while filled < count {
                let got = try stream.read(into: &bytes, at: filled, count: count - filled)
                if got == 0 { break }
                filled += got
            }
        } catch {
            fault = error
        }
        bytes.removeLast(count - filled)
        (head, self.fault) = (bytes, fault)
    }

    /// A stream of which these bytes have been read.
    init(head: [UInt8], rest: any ByteStream) {
        (self.head, self.rest, fault) = (head, rest, nil)
    }

    var rawBytesRead: Int64 { rest.rawBytesRead }

    var sizeWasWrapped: Bool { rest.sizeWasWrapped }

    func read(into bytes: inout [UInt8], at index: Int, count: Int) throws -> Int {
        guard headRead < head.count else {
            if let fault { throw fault }
            return try rest.read(into: &bytes, at: index, count: count)
        }
        let taken = min(count, head.count - headRead)
        bytes.replaceSubrange(index..<index + taken, with: head[headRead..<headRead + taken])
        headRead += taken
        return taken
    }
}
