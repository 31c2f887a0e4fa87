import Glibc

/// Reads requests off one connection and forgets their bodies.
struct SinkReader {
    struct Head {
        var bodyLength = 0
        var expectsContinue = false
        var id = ""
    }

    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)
    private var bytes = 0..<0

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// `nil` when the connection has ended.
    mutating func head() -> Head? {
        while true {
            if let end = endOfHead() {
                let head = Self.parse(buffer[bytes.lowerBound..<end])
                bytes = end..<bytes.upperBound
                return head
            }
            guard fill() else { return nil }
        }
    }

    mutating func skip(_ count: Int) -> Bool {
        var left = count
        while true {
            let taken = min(left, bytes.count)
            bytes = bytes.lowerBound + taken..<bytes.upperBound
            left -= taken
            if left == 0 { return true }
            guard fill() else { return false }
        }
    }

    func write(_ answer: [UInt8]) -> Bool {
        unsafe answer.withUnsafeBytes { raw in
            unsafe send(descriptor, raw.baseAddress, raw.count, Int32(MSG_NOSIGNAL)) == raw.count
        }
    }

    /// The index behind the blank line.
    private func endOfHead() -> Int? {
        guard bytes.count >= 4 else { return nil }
        let lineFeed = UInt8(ascii: "\n")
        for index in bytes.dropFirst(3)
        where buffer[index] == lineFeed && buffer[index - 2] == lineFeed { return index + 1 }
        return nil
    }

    private mutating func fill() -> Bool {
        if bytes.isEmpty {
            bytes = 0..<0
        } else if bytes.upperBound == buffer.count {
            guard bytes.lowerBound > 0 else { return false }
            buffer.replaceSubrange(0..<bytes.count, with: buffer[bytes])
            bytes = 0..<bytes.count
        }
        let start = bytes.upperBound
        let count = unsafe buffer.withUnsafeMutableBytes { raw in
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: raw[start...])
            return unsafe recv(descriptor, room.baseAddress, room.count, 0)
        }
        guard count > 0 else { return false }
        bytes = bytes.lowerBound..<start + count
        return true
    }

    private static func parse(_ bytes: ArraySlice<UInt8>) -> Head {
        var head = Head()
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
                .filter { !$0.isWhitespace }
            switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
            case "content-length": head.bodyLength = Int(value) ?? 0
            case "expect": head.expectsContinue = true
            case "session-id": head.id = value
            default: break
            }
        }
        return head
    }
}
