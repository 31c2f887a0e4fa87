public import HealthModel

/// A body held in memory.
public final class BytesBody: BodySource {
    private let bytes: [UInt8]
    private var offset = 0

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public convenience init(_ text: String) { self.init(Array(text.utf8)) }

    public var length: Int64 { Int64(bytes.count) }

    public func read(into span: inout MutableSpan<UInt8>) -> Int {
        let count = min(span.count, bytes.count - offset)
        for index in 0..<count { span[index] = bytes[offset + index] }
        offset += count
        return count
    }

    public func rewind() { offset = 0 }
}
