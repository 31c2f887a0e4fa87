/// A body in memory.
public final class BytesBody: BodySource {
    private let bytes: [UInt8]
    private var position = 0

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public var length: Int64 { Int64(bytes.count) }

    public func read(into span: inout MutableSpan<UInt8>) -> Int {
        let count = min(span.count, bytes.count - position)
        for offset in 0..<count { span[offset] = bytes[position + offset] }
        position += count
        return count
    }

    public func rewind() {
        position = 0
    }
}
