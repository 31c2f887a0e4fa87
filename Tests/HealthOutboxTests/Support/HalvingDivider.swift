import HealthModel

@testable import HealthOutbox

/// Cuts a body into halves by bytes, and records with it; takes `gzip:` off the front as decoding.
struct HalvingDivider: Divider {
    func divide(
        _ message: MessageContent, body: any BodySource, names: (PieceName, PieceName),
        stage: () throws -> any BodyWriter
    ) throws -> (Piece, Piece)? {
        let all = try bytes(body)
        guard all.count >= 2 else { return nil }
        let middle = all.count / 2
        func piece(_ bytes: ArraySlice<UInt8>, _ name: PieceName, _ records: Int) throws -> Piece {
            let writer = try stage()
            try writer.append(Array(bytes))
            return Piece(
                headers: [HeaderField("session-id", name.id.wireText)],
                contentType: message.contentType, body: try writer.finish(), records: records)
        }
        let half = message.records / 2
        return (
            try piece(all[..<middle], names.0, half),
            try piece(all[middle...], names.1, message.records - half)
        )
    }

    func rewrite(
        _ message: MessageContent, body: any BodySource, name: PieceName,
        stage: () throws -> any BodyWriter
    ) throws -> Piece? {
        let writer = try stage()
        try writer.append(Array(try bytes(body).dropFirst("gzip:".utf8.count)))
        return Piece(
            headers: [HeaderField("session-id", name.id.wireText)],
            contentType: message.contentType, body: try writer.finish(), records: message.records)
    }
}
