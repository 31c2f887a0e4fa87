/// The text of a configuration file, cut into lines where YAML cuts them.
struct SourceText {
    /// A configuration written by hand is far below this; more is the wrong file.
    static let bytesMax = 1 << 20

    /// The file as the user named it.
    let name: String
    /// Without byte order mark.
    let text: String
    /// Without their line ends.
    let lines: [String]

    init(name: String, text: String) {
        self.name = name
        self.text = text
        lines = SourceText.lines(of: text)
    }

    /// Checks size, encoding and characters.
    ///
    /// - Throws: `ConfigError` with one finding, which names the byte or the place.
    init(name: String, bytes: [UInt8]) throws(ConfigError) {
        guard bytes.count <= SourceText.bytesMax else {
            throw ConfigError(
                file: name,
                message: "the file has \(bytes.count) bytes; a configuration may have "
                    + "\(SourceText.bytesMax); is this the right file?")
        }
        let text: String
        do {
            text = String(copying: try UTF8Span(validating: bytes.span))
        } catch {
            let offset = error.byteOffsets.lowerBound
            let line = bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
            throw ConfigError(
                file: name,
                message: "byte \(offset), in line \(line), is not UTF-8; save the file as UTF-8")
        }
        self.init(name: name, text: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
        if let finding = firstForbiddenCharacter() {
            throw ConfigError(findings: [finding])
        }
    }

    /// YAML breaks lines at CR LF, LF, CR, NEL, LS and PS; positions are wrong when we do not.
    private static func lines(of text: String) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var previousWasReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\n", previousWasReturn {
                previousWasReturn = false
                continue
            }
            previousWasReturn = scalar == "\r"
            switch scalar {
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(String(line))
                line.removeAll()
            default:
                line.append(scalar)
            }
        }
        lines.append(String(line))
        return lines
    }

    /// The YAML library reports these without a line, so we look for them first.
    private func firstForbiddenCharacter() -> ConfigFinding? {
        for (number, line) in lines.enumerated() {
            for (column, scalar) in line.unicodeScalars.enumerated() where scalar.isForbiddenInYAML
            {
                let code = String(scalar.value, radix: 16, uppercase: true)
                let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
                return ConfigFinding(
                    file: name, place: Place(line: number + 1, column: column + 1),
                    message: "the character U+\(padded) is not allowed in YAML; remove it")
            }
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// Control characters other than tab, and two non-characters (YAML 1.1, section 5.1). Line ends
    /// are cut before.
    fileprivate var isForbiddenInYAML: Bool {
        switch value {
        case 0x09: false
        case 0...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF, 0xFEFF: true
        default: false
        }
    }
}
