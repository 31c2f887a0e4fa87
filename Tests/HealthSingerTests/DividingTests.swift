import HealthEncoding
import HealthOutbox
import Testing

@testable import HealthPipeline

/// Bodies of taps have several keys; one that is too large for its receiver is cut like any other.
@Suite struct DividingTests {
    /// Keeps what is written to it.
    private final class Memory: BodyWriter {
        struct NoSpool: Error {}
        var bytes: [UInt8] = []
        var length: Int64 { Int64(bytes.count) }

        func append(_ span: Span<UInt8>) {
            for index in span.indices { bytes.append(span[index]) }
        }

        func finish() throws -> StagedBody { throw NoSpool() }
    }

    private func cut(_ body: String, after count: Int, pieceBytes: Int) throws -> [String] {
        let memories = [Memory(), Memory()]
        let encoders = try memories.map { try BodyEncoder($0, compressed: false) }
        let output = PieceOutput(encoders)
        var cut = JSONCut(after: count)
        let bytes = Array(body.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieceBytes) {
            try cut.take(Array(bytes[start..<min(start + pieceBytes, bytes.count)]), into: output)
        }
        try cut.finish(into: output)
        for encoder in encoders {
            #expect(throws: Memory.NoSpool.self) { _ = try encoder.finish() }
        }
        return memories.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private static let body =
        #"{"data":{"a":[{"id":1},{"id":"]}, \"b\":["}],"b \"x\"":[{"id":3,"n":[[],{}]}],"c":[{"id":4},{"id":5}]}}"#

    @Test(
        arguments: zip(
            [1, 2, 3, 4],
            [
                #"{"data":{"a":[{"id":1}]}}"#,
                #"{"data":{"a":[{"id":1},{"id":"]}, \"b\":["}]}}"#,
                #"{"data":{"a":[{"id":1},{"id":"]}, \"b\":["}],"b \"x\"":[{"id":3,"n":[[],{}]}]}}"#,
                #"{"data":{"a":[{"id":1},{"id":"]}, \"b\":["}],"b \"x\"":[{"id":3,"n":[[],{}]}],"c":[{"id":4}]}}"#,
            ]))
    func `a body is cut behind any record`(count: Int, first: String) throws {
        for pieceBytes in [1, 7, 1000] {
            let pieces = try cut(Self.body, after: count, pieceBytes: pieceBytes)
            #expect(pieces[0] == first)
            let records = try pieces.map { piece in
                (try JSONParser.parse(Array(piece.utf8))["data"]?.object ?? []).flatMap { stream in
                    (stream.value.array ?? []).map { "\(stream.key) \($0)" }
                }
            }
            let whole = (try JSONParser.parse(Array(Self.body.utf8))["data"]?.object ?? []).flatMap
            {
                stream in (stream.value.array ?? []).map { "\(stream.key) \($0)" }
            }
            #expect(records[0] + records[1] == whole)
            #expect(records[0].count == count)
        }
    }
}
