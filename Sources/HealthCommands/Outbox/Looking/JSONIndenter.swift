/// Puts line ends and blanks into compact JSON as it streams by; does not check it.
struct JSONIndenter {
    private var depth = 0
    private var inString = false
    private var isEscaped = false
    /// A bracket was opened and nothing stands behind it yet.
    private var isFresh = false

    mutating func feed(_ piece: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(piece.count * 2)
        for byte in piece { add(byte, to: &out) }
        return out
    }

    private mutating func add(_ byte: UInt8, to out: inout [UInt8]) {
        if inString {
            out.append(byte)
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                inString = false
            }
            return
        }
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): break
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            startValue(&out)
            out.append(byte)
            depth += 1
            isFresh = true
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
            if !isFresh { newLine(&out) }
            isFresh = false
            out.append(byte)
        case UInt8(ascii: ","):
            out.append(byte)
            newLine(&out)
        case UInt8(ascii: ":"):
            out += [byte, UInt8(ascii: " ")]
        default:
            startValue(&out)
            inString = byte == UInt8(ascii: "\"")
            out.append(byte)
        }
    }

    private mutating func startValue(_ out: inout [UInt8]) {
        if isFresh { newLine(&out) }
        isFresh = false
    }

    private func newLine(_ out: inout [UInt8]) {
        out.append(UInt8(ascii: "\n"))
        out += repeatElement(UInt8(ascii: " "), count: 2 * max(0, depth))
    }
}
