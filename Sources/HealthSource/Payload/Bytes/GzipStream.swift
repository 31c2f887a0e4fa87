/// The content of a gzip file (RFC 1952), of one or several members.
final class GzipStream: ByteStream {
    private let stream: any ByteStream
    private let place: FilePlace
    private let limits: ReadLimits
    private var inflater: Inflater?
    private var checksum = Checksum()
    private var length: UInt32 = 0
    private var input: [UInt8]
    private var pending = 0..<0
    private var bytesOut: Int64 = 0

    init(_ stream: any ByteStream, in place: FilePlace, limits: ReadLimits) {
        (self.stream, self.place, self.limits) = (stream, place, limits)
        input = [UInt8](repeating: 0, count: limits.chunk)
    }

    var rawBytesRead: Int64 { stream.rawBytesRead }

    func read(into bytes: inout [UInt8], at index: Int, count: Int) throws -> Int {
        while true {
            if inflater == nil {
                guard try readHead() else { return 0 }
            }
            let hadInput = !pending.isEmpty
            let got = try inflate(into: &bytes, index..<index + count)
            if inflater?.isFinished == true { try readTail() }
            if got > 0 { return got }
            // The inflater holds output back for which there was no room: more input only when there is none.
            if inflater != nil, !hadInput, try !refill() { throw truncated }
        }
    }

    private func inflate(into bytes: inout [UInt8], _ room: Range<Int>) throws -> Int {
        let got: Int
        do {
            got =
                try inflater?.inflate(input, pending: &pending, into: &bytes, room: room) ?? 0
        } catch {
            throw place.error(
                .brokenStream, at: rawBytesRead - Int64(pending.count),
                "the compressed data is damaged", "copy the file again")
        }
        checksum.add(bytes, room.lowerBound..<room.lowerBound + got)
        length &+= UInt32(truncatingIfNeeded: got)
        bytesOut += Int64(got)
        if bytesOut > limits.inflationFreeBytes, bytesOut > rawBytesRead * limits.inflationMax {
            throw place.error(
                .bomb, "it unpacks to more than \(limits.inflationMax) times its size",
                "unpack it yourself if you trust it, and import the result")
        }
        return got
    }

    /// Reads the head of a member; `false` at the end of the file.
    private func readHead() throws -> Bool {
        guard let first = try nextIfPresent() else { return false }
        let fixed = try (0..<9).map { _ in try next() }
        guard first == 0x1f, fixed[0] == 0x8b, fixed[1] == 8 else {
            throw place.error(
                .brokenStream, at: rawBytesRead, "what follows the compressed data is no gzip",
                "copy the file again")
        }
        let flags = fixed[2]
        if flags & 4 != 0 {
            let low = try next()
            for _ in 0..<Int(low) + Int(try next()) << 8 { _ = try next() }
        }
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            while try next() != 0 {}
        }
        if flags & 2 != 0 { for _ in 0..<2 { _ = try next() } }
        inflater = Inflater()
        (checksum, length) = (Checksum(), 0)
        return true
    }

    private func readTail() throws {
        // The inflater has bytes behind the end; they are still where they were.
        pending = pending.lowerBound - (inflater?.bytesTakenTooMany ?? 0)..<pending.upperBound
        inflater = nil
        let stated = try (0..<2).map { _ in
            try (0..<4).reduce(UInt32(0)) { $0 | UInt32(try next()) << (8 * $1) }
        }
        guard stated[0] == checksum.value, stated[1] == length else {
            throw place.error(
                .checksum, "the checksum of the compressed data is wrong", "copy the file again")
        }
    }

    private func next() throws -> UInt8 {
        guard let byte = try nextIfPresent() else { throw truncated }
        return byte
    }

    private func nextIfPresent() throws -> UInt8? {
        if pending.isEmpty, try !refill() { return nil }
        defer { pending = pending.lowerBound + 1..<pending.upperBound }
        return input[pending.lowerBound]
    }

    private func refill() throws -> Bool {
        pending = 0..<(try stream.read(into: &input, at: 0, count: input.count))
        return !pending.isEmpty
    }

    private var truncated: SourceError {
        place.error(
            .truncated, at: rawBytesRead, "the compressed data ends in the middle",
            "copy the file again")
    }
}
