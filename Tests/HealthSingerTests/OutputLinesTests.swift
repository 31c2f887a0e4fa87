import Testing

@testable import HealthSinger

@Suite struct OutputLinesTests {
    /// Feeds a text in pieces of some length.
    private func lines(_ text: String, pieces: Int, bytesMax: Int = 100) -> [String] {
        var lines = OutputLines(bytesMax: bytesMax)
        var found: [String] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            lines.add(bytes[start..<min(bytes.count, start + pieces)]) { step in
                switch step {
                case .line(let line): found.append(String(decoding: line, as: UTF8.self))
                case .tooLong: found.append("(too long)")
                }
            }
        }
        if lines.isWithinLine {
            found.append("…" + String(decoding: lines.unfinished, as: UTF8.self))
        }
        return found
    }

    @Test(arguments: 1...9)
    func `lines are the same however they are cut into pieces`(pieces: Int) {
        #expect(
            lines("one\ntwo\r\n\nfour\nha", pieces: pieces) == ["one", "two", "", "four", "…ha"])
    }

    @Test func `a line beyond the limit is reported before it has ended`() {
        #expect(lines("12345678901", pieces: 4, bytesMax: 10).contains("(too long)"))
        #expect(lines("1234567890\n", pieces: 4, bytesMax: 10) == ["1234567890"])
    }
}
