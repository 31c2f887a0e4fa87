import struct Foundation.Data
import HealthModel
import HealthOutbox

/// The headers of a message that comes from another one: those of the other, but for what names the message itself.
///
/// Source: sections 2.2, 2.3 and 2.5 of the wire format.
struct PieceHeaders {
    private let old: [HeaderField]
    private let name: PieceName
    private let contentType: String

    init(_ message: MessageContent, name: PieceName, contentType: String) {
        (old, self.name, self.contentType) = (message.headers, name, contentType)
    }

    /// - Parameter digest: SHA-256 of the bytes as they are sent.
    func list(digest: [UInt8]) -> [HeaderField] {
        let sessionID = name.id.wireText
        return old.map { header in
            let value =
                switch header.name.lowercased() {
                case "content-type": contentType
                case "session-id": sessionID
                case "idempotency-key":
                    header.value.hasPrefix("\"") ? "\"\(sessionID)\"" : sessionID
                case "content-digest": "sha-256=:\(Data(digest).base64EncodedString()):"
                case "hae-batch": batch(header.value)
                default: header.value
                }
            return HeaderField(header.name, value)
        }
    }

    /// `3.1/12` of `3/12`, `3.1` of `3`: the total stays that of the run.
    private func batch(_ value: String) -> String {
        guard let slash = value.firstIndex(of: "/") else { return name.part }
        return name.part + value[slash...]
    }
}
