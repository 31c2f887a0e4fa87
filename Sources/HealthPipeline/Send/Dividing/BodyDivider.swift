import HealthModel
import HealthOutbox

/// Cuts our own bodies at a record, for receivers that find them too large, and writes them again without
/// compression for those that refuse it.
///
/// Streams: memory does not grow with the body. Source: section 2.5 of the wire format, section 9 of the outbox
/// reference.
struct BodyDivider: Divider {
    func divide(
        _ message: MessageContent, body: any BodySource, names: (PieceName, PieceName),
        stage: () throws -> any BodyWriter
    ) throws -> (Piece, Piece)? {
        guard message.records >= 2 else { return nil }
        let pieces = try write(
            message, body, names: [names.0, names.1], cutAfter: message.records / 2,
            compressed: message.contentEncoding != nil, stage)
        guard let pieces, pieces.count == 2 else { return nil }
        return (pieces[0], pieces[1])
    }

    func rewrite(
        _ message: MessageContent, body: any BodySource, name: PieceName,
        stage: () throws -> any BodyWriter
    ) throws -> Piece? {
        try write(
            message, body, names: [name], cutAfter: nil, compressed: false, stage)?.first
    }

    /// - Returns: One piece for each name; `nil` when the body is not one of ours, or ends before the cut.
    private func write(
        _ message: MessageContent, _ body: any BodySource, names: [PieceName], cutAfter: Int?,
        compressed: Bool, _ stage: () throws -> any BodyWriter
    ) throws -> [Piece]? {
        guard var cut = recordCut(of: message, names: names, after: cutAfter ?? .max) else {
            return nil
        }
        let output = PieceOutput(
            try names.map { _ in try BodyEncoder(try stage(), compressed: compressed) })
        do {
            try PlainBody(body, encoding: message.contentEncoding).forEachPiece {
                try cut.take($0, into: output)
            }
            try cut.finish(into: output)
        } catch is NotOurBody {
            return nil
        }
        let bodies = try output.finish()
        guard bodies.count == names.count else { return nil }
        return zip(zip(names, bodies), cut.counts(ofPieces: bodies.count)).map { named, records in
            let contentType = cut.contentType(of: named.0)
            return Piece(
                headers: PieceHeaders(message, name: named.0, contentType: contentType)
                    .list(digest: named.1.digest),
                contentType: contentType,
                contentEncoding: compressed ? message.contentEncoding : nil, body: named.1,
                records: records)
        }
    }
}

/// `nil` for a content type that this program does not write.
private func recordCut(
    of message: MessageContent, names: [PieceName], after count: Int
) -> (any RecordCut)? {
    let multipart = "multipart/form-data; boundary="
    if message.contentType == "application/json" { return JSONCut(after: count) }
    guard message.contentType.hasPrefix(multipart) else { return nil }
    let boundary = String(message.contentType.dropFirst(multipart.count))
    return CSVCut(after: count, boundary: boundary, names: names)
}

/// The bytes do not have the form that this program gives to bodies.
struct NotOurBody: Error {}
