public import HealthModel

/// A body whose storage fails, or gives fewer bytes than it promised, after some of them.
public final class BrokenBody: BodySource {
    /// What goes wrong once the good bytes are read.
    public enum Fault: Sendable {
        case error
        case end
    }

    public struct StorageError: Error {}

    public let length: Int64
    private let good: Int64
    private let fault: Fault
    private var offset: Int64 = 0

    public init(length: Int64, good: Int64, fault: Fault) {
        (self.length, self.good, self.fault) = (length, good, fault)
    }

    public func read(into span: inout MutableSpan<UInt8>) throws -> Int {
        let count = Int(min(Int64(span.count), good - offset))
        if count == 0 {
            switch fault {
            case .error: throw StorageError()
            case .end: return 0
            }
        }
        for index in 0..<count { span[index] = UInt8(ascii: "x") }
        offset += Int64(count)
        return count
    }

    public func rewind() { offset = 0 }
}
