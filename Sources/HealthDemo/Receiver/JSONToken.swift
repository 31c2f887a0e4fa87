/// A string, number or word of JSON that is being read.
enum JSONToken: Equatable, BitwiseCopyable {
    enum Step {
        /// The byte belongs to the token, and more may follow.
        case more
        /// The byte ends the token and belongs to it.
        case done
        /// The token ended before this byte.
        case before
        case wrong
    }

    enum Number: BitwiseCopyable {
        case minus, zero, integer, point, fraction, exponent, exponentSign, exponentDigits
    }

    enum Word: BitwiseCopyable {
        case yes, no, nothing

        /// The letter at a place, counted from 0; nil behind the last.
        func letter(_ index: Int) -> UInt8? {
            let letters: [UInt8] =
                switch self {
                case .yes: Array("true".utf8)
                case .no: Array("false".utf8)
                case .nothing: Array("null".utf8)
                }
            return index < letters.count ? letters[index] : nil
        }
    }

    case none
    /// Inside a string, with bytes of a character still to come.
    case string(continuation: Int)
    case escape
    /// Hexadecimal digits still to come.
    case unicode(Int)
    case closed
    case number(Number)
    /// A word and the number of letters read.
    case word(Word, Int)

    /// - Returns: nil if no token begins like that.
    init?(first byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): self = .string(continuation: 0)
        case UInt8(ascii: "-"): self = .number(.minus)
        case UInt8(ascii: "0"): self = .number(.zero)
        case UInt8(ascii: "1")...UInt8(ascii: "9"): self = .number(.integer)
        case UInt8(ascii: "t"): self = .word(.yes, 1)
        case UInt8(ascii: "f"): self = .word(.no, 1)
        case UInt8(ascii: "n"): self = .word(.nothing, 1)
        default: return nil
        }
    }

    var isString: Bool {
        switch self {
        case .string, .escape, .unicode, .closed: true
        case .none, .number, .word: false
        }
    }

    /// Whether only what follows tells that the token has ended.
    var isOpenEnded: Bool {
        if case .number = self { true } else { false }
    }

    /// Whether the token may end here.
    var isComplete: Bool {
        switch self {
        case .closed: true
        case .number(let part):
            switch part {
            case .zero, .integer, .fraction, .exponentDigits: true
            case .minus, .point, .exponent, .exponentSign: false
            }
        case .word(let word, let count): word.letter(count) == nil
        case .none, .string, .escape, .unicode: false
        }
    }

    mutating func take(_ byte: UInt8) -> Step {
        switch self {
        case .string(let continuation): takeCharacter(byte, continuation)
        case .escape: takeEscape(byte)
        case .unicode(let left): takeHexadecimal(byte, left)
        case .number(let part): takeDigit(byte, part)
        case .word(let word, let count): takeLetter(byte, word, count)
        case .none, .closed: .before
        }
    }

    private mutating func takeCharacter(_ byte: UInt8, _ continuation: Int) -> Step {
        if continuation > 0 {
            guard byte & 0xC0 == 0x80 else { return .wrong }
            self = .string(continuation: continuation - 1)
            return .more
        }
        switch byte {
        case UInt8(ascii: "\""):
            self = .closed
            return .done
        case UInt8(ascii: "\\"): self = .escape
        case 0x20..<0x80: break
        case 0xC2...0xDF: self = .string(continuation: 1)
        case 0xE0...0xEF: self = .string(continuation: 2)
        case 0xF0...0xF4: self = .string(continuation: 3)
        default: return .wrong
        }
        return .more
    }

    private mutating func takeEscape(_ byte: UInt8) -> Step {
        switch byte {
        case UInt8(ascii: "u"): self = .unicode(4)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            self = .string(continuation: 0)
        default: return .wrong
        }
        return .more
    }

    private mutating func takeHexadecimal(_ byte: UInt8, _ left: Int) -> Step {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            self = left == 1 ? .string(continuation: 0) : .unicode(left - 1)
            return .more
        default: return .wrong
        }
    }

    private mutating func takeDigit(_ byte: UInt8, _ part: Number) -> Step {
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        let next: Number? =
            switch (part, byte) {
            case (.minus, UInt8(ascii: "0")): .zero
            case (.minus, _) where isDigit: .integer
            case (.integer, _) where isDigit: .integer
            case (.zero, UInt8(ascii: ".")), (.integer, UInt8(ascii: ".")): .point
            case (.point, _) where isDigit, (.fraction, _) where isDigit: .fraction
            case (.zero, UInt8(ascii: "e")), (.zero, UInt8(ascii: "E")),
                (.integer, UInt8(ascii: "e")), (.integer, UInt8(ascii: "E")),
                (.fraction, UInt8(ascii: "e")), (.fraction, UInt8(ascii: "E")):
                .exponent
            case (.exponent, UInt8(ascii: "+")), (.exponent, UInt8(ascii: "-")): .exponentSign
            case (.exponent, _) where isDigit, (.exponentSign, _) where isDigit,
                (.exponentDigits, _) where isDigit:
                .exponentDigits
            default: nil
            }
        guard let next else { return .before }
        self = .number(next)
        return .more
    }

    private mutating func takeLetter(_ byte: UInt8, _ word: Word, _ count: Int) -> Step {
        guard word.letter(count) == byte else { return .wrong }
        self = .word(word, count + 1)
        return word.letter(count + 1) == nil ? .done : .more
    }
}
