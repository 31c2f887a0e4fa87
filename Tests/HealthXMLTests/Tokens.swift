import HealthXML

/// Tokenizes `input` through windows that grow by `step` bytes, and writes each token as one readable line.
func tokens(
    of input: [UInt8], step: Int = .max, limits: XMLLimits = XMLLimits()
) throws -> [String] {
    var tokenizer = XMLTokenizer(limits: limits)
    var lines: [String] = []
    var (kept, available) = (0, min(step, input.count))
    while true {
        let window = Array(input[kept..<available])
        let isLast = available == input.count
        var position = 0
        reading: while true {
            let token = try tokenizer.next(in: window.span, at: &position, isLast: isLast)
            switch token {
            case .needsMore: break reading
            case .end: return lines + ["end"]
            case .cut: return lines + ["cut"]
            default: lines.append(describe(token, tokenizer.attributes, window))
            }
        }
        kept += position
        available = min(input.count, available + step)
    }
}

func tokens(of input: String, step: Int = .max) throws -> [String] {
    try tokens(of: Array(input.utf8), step: step)
}

private func describe(
    _ token: XMLToken, _ attributes: [XMLAttribute], _ window: [UInt8]
) -> String {
    func text(_ range: ByteRange) -> String {
        String(decoding: window[range.start..<range.end], as: UTF8.self)
    }
    switch token {
    case .startTag(let name, let isEmpty):
        let list = attributes.map {
            " [\(text($0.name))]=[\(text($0.value))]\($0.needsDecoding ? "&" : "")"
        }
        return "<\(text(name))\(list.joined())\(isEmpty ? "/" : "")>"
    case .endTag(let name): return "</\(text(name))>"
    case .text(let range, let isLiteral): return isLiteral ? "CDATA(\(text(range)))" : text(range)
    case .doctype(let range): return "doctype \(range.count)"
    case .malformed(let range, let fault): return "\(fault): \(text(range))"
    case .needsMore, .cut, .end: return "\(token)"
    }
}
