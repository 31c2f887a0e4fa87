import ArgumentParser
import HealthPipeline

/// A number of bytes, or a share of the quota.
enum ByteLimit: Equatable {
    case bytes(Int64)
    case percent(Int)

    init(_ text: String) throws {
        if text.hasSuffix("%"), let percent = Int(text.dropLast()), (1...100).contains(percent) {
            self = .percent(percent)
        } else if let bytes = ConfigSize.parse(text) {
            self = .bytes(Int64(bytes))
        } else {
            throw ValidationError(
                "\"\(text)\" is neither a share such as 80% nor a size such as 5GiB.")
        }
    }

    func bytes(ofQuota quota: Int64) -> Int64 {
        switch self {
        case .bytes(let bytes): bytes
        // Divided first: a quota may be as large as the number allows.
        case .percent(let percent): quota / 100 * Int64(percent)
        }
    }
}
