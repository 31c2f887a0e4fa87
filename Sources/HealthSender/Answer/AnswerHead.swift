/// The few headers of an answer that mean something to us. Each may come from a hostile server, so all are bounded.
struct AnswerHead: Equatable {
    /// More header bytes than that end the transfer.
    static let bytesMax = 256 << 10
    private static let valueBytesMax = 1 << 10

    var retryAfter: [String] = []
    var date: String?
    var location: String?
    var contentType: String?
    var namesAcceptEncoding = false
    private var bytes = 0

    /// Takes one header line with its line end. A status line begins a new answer: interim ones are forgotten.
    ///
    /// - Returns: Whether to go on.
    mutating func take(_ line: [UInt8]) -> Bool {
        let total = bytes + line.count
        if AnswerHead.isStatusLine(line) { self = AnswerHead() }
        bytes = total
        guard total <= AnswerHead.bytesMax else { return false }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
            colon <= 20
        else { return true }
        let name = AnswerHead.text(line, 0..<colon).lowercased()
        let value = { AnswerHead.value(line, after: colon) }
        switch name {
        case "retry-after" where retryAfter.count < 4: retryAfter.append(value())
        case "date": date = value()
        case "location": location = value()
        case "content-type": contentType = value().lowercased()
        case "accept-encoding": namesAcceptEncoding = true
        default: break
        }
        return true
    }

    private static func isStatusLine(_ line: [UInt8]) -> Bool {
        line.count > 5 && text(line, 0..<5) == "HTTP/"
    }

    private static func value(_ line: [UInt8], after colon: Int) -> String {
        let end = min(line.count, colon + 1 + valueBytesMax)
        let blanks: Set<Character> = [" ", "\t", "\r", "\n", "\r\n"]
        var value = text(line, colon + 1..<end)[...].drop { blanks.contains($0) }
        while let last = value.last, blanks.contains(last) { value.removeLast() }
        return String(value)
    }

    private static func text(_ line: [UInt8], _ range: Range<Int>) -> String {
        String(decoding: line[range], as: UTF8.self)
    }
}
