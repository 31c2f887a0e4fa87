import Testing

@testable import HealthOutbox

/// Bodies that are rows, as they are stored.
struct PackedBodyTests {
    private static let text = Array(
        (0..<200).map { #"{"date":"2026-02-01 10:\#($0 % 60)","qty":\#($0 * 37 % 101)}"# }
            .joined(separator: ",").utf8)

    @Test func `a text is stored shorter and comes back as it was`() {
        let packed = PackedBody.pack(Self.text)
        #expect(packed.count < Self.text.count / 2)
        #expect(PackedBody.unpack(packed, length: Int64(Self.text.count)) == Self.text)
    }

    @Test func `what does not become shorter is stored as it is`() {
        var random = SeededRandom(seed: 7)
        let noise = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &random) }
        #expect(PackedBody.pack(noise) == noise)
        #expect(PackedBody.unpack(noise, length: 4096) == noise)
        #expect(PackedBody.pack([]) == [])
        #expect(PackedBody.unpack([], length: 0) == [])
    }

    @Test func `a body of any length up to a file's comes back`() {
        for length in [1, 255, 256, 257, 4096, 65_536, SpoolBodyWriter.blobBytesMin - 1] {
            let body = (0..<length).map { Self.text[$0 % Self.text.count] }
            let packed = PackedBody.pack(body)
            #expect(PackedBody.unpack(packed, length: Int64(length)) == body, "\(length)")
        }
    }

    @Test func `damaged bytes give nothing or other bytes of the same length, never more`() {
        let packed = PackedBody.pack(Self.text)
        let length = Int64(Self.text.count)
        for end in packed.indices {
            #expect(PackedBody.unpack(Array(packed[..<end]), length: length) == nil, "\(end)")
        }
        for index in packed.indices {
            for bit in 0..<8 {
                var damaged = packed
                damaged[index] ^= 1 << UInt8(bit)
                let body = PackedBody.unpack(damaged, length: length)
                #expect(body.map { Int64($0.count) == length } ?? true, "\(index), \(bit)")
            }
        }
        #expect(PackedBody.unpack(packed, length: length - 1) == nil)
        #expect(PackedBody.unpack(packed, length: length + 1) == nil)
        // Nothing of that length is a row.
        #expect(PackedBody.unpack(packed, length: .max) == nil)
    }
}
