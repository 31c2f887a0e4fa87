import HealthEncoding
import Testing

@Suite struct CSVReaderTests {
    private static let text =
        "\u{feff}Name,\"Size, mm\"\r\n\r\nplain,1\n\"a \"\"quoted\"\" one\",\"two\r\nlines\"\n,\r\nlast,"
    private static let rows = [
        ["Name", "Size, mm"], ["plain", "1"], ["a \"quoted\" one", "two\r\nlines"], ["", ""],
        ["last", ""],
    ]

    @Test func `quotes, line breaks, a BOM and a missing last line break are read`() throws {
        #expect(try Self.read(Array(Self.text.utf8)) == Self.rows)
    }

    @Test func `pieces of any length give the same rows`() throws {
        let bytes = Array(Self.text.utf8)
        for length in 1...bytes.count {
            var reader = CSVReader()
            var buffer: [UInt8] = []
            var rows: [[String]] = []
            var taken = 0
            while true {
                let isEnd = taken == bytes.count
                if let row = try reader.row(buffer.span, isEnd: isEnd) {
                    rows.append(row)
                } else if isEnd {
                    break
                } else {
                    buffer.removeFirst(reader.offset)
                    reader.offset = 0
                    let next = min(taken + length, bytes.count)
                    buffer += bytes[taken..<next]
                    taken = next
                }
            }
            #expect(rows == Self.rows, "pieces of \(length) bytes")
        }
    }

    @Test func `a quote that is never closed costs its line`() throws {
        let bytes = Array("a,b\n1,\"2\n3,4\n".utf8)
        var reader = CSVReader()
        #expect(try reader.row(bytes.span, isEnd: true) == ["a", "b"])
        #expect(throws: CSVError(offset: 4, problem: "a quote that is never closed")) {
            try reader.row(bytes.span, isEnd: true)
        }
        #expect(try reader.row(bytes.span, isEnd: true) == ["3", "4"])
        #expect(try reader.row(bytes.span, isEnd: true) == nil)
    }

    @Test func `a row without end is refused at its limit`() throws {
        let bytes = Array("a\n".utf8) + Array(repeating: UInt8(ascii: "x"), count: 2 << 20)
        var reader = CSVReader()
        #expect(try reader.row(bytes.span, isEnd: false) == ["a"])
        #expect(throws: CSVError(offset: 2, problem: "a row longer than 1048576 bytes")) {
            try reader.row(bytes.span, isEnd: false)
        }
    }

    @Test func `a quote inside a plain field is a quote, and bad UTF-8 is repaired`() throws {
        let bytes = Array("5\" pipe,\"x\"y,".utf8) + [0xff, 0x0a]
        #expect(try Self.read(bytes) == [["5\" pipe", "xy", "\u{fffd}"]])
    }

    @Test func `what was written is read again`() throws {
        let rows = [
            ["", "a"], ["\"", ","], ["\r\n", "\n"], ["\r", "ä\u{202f}"], ["a\"b,c", " "],
        ]
        var writer = CSVWriter()
        for row in rows {
            for field in row { writer.cell(field) }
            writer.endRow()
        }
        #expect(try Self.read(writer.bytes) == rows)
    }

    private static func read(_ bytes: [UInt8]) throws -> [[String]] {
        var reader = CSVReader()
        var rows: [[String]] = []
        while let row = try reader.row(bytes.span, isEnd: true) { rows.append(row) }
        return rows
    }
}
