/// Takes secrets and control characters out of text that a stranger printed.
struct SecretMask: Sendable {
    private static let mark = Array("[secret]".utf8)
    /// All spellings of all secrets, longest first.
    private let forms: [[UInt8]]

    /// - Parameter secrets: One shorter than four bytes is left alone: it would black out innocent text and
    ///   protect nothing.
    init(hiding secrets: [String]) {
        var forms: Set<[UInt8]> = []
        for secret in secrets where secret.utf8.count >= 4 {
            forms.formUnion(Self.forms(of: Array(secret.utf8)))
        }
        self.forms = forms.sorted { $0.count > $1.count }
    }

    /// The length of the longest secret.
    var longest: Int { forms.first?.count ?? 0 }

    /// - Parameter isCut: More came after these bytes, so that a secret may begin at their end.
    func clean(_ bytes: [UInt8], isCut: Bool, bytesMax: Int) -> String {
        let usable = isCut ? max(0, bytes.count - longest) : bytes.count
        var shown: [UInt8] = []
        var index = 0
        while index < usable, shown.count < bytesMax {
            if let form = forms.first(where: { bytes[index...].starts(with: $0) }) {
                shown += Self.mark
                index += form.count
            } else {
                shown.append(bytes[index])
                index += 1
            }
        }
        var text = String.UnicodeScalarView()
        for scalar in String(decoding: shown, as: UTF8.self).unicodeScalars {
            let category = scalar.properties.generalCategory
            text.append(category == .control || category == .format ? " " : scalar)
        }
        return String(text)
    }

    /// Raw; as JSON text; percent-encoded, as in URLs.
    private static func forms(of secret: [UInt8]) -> [[UInt8]] {
        let escaped = secret.flatMap { byte in
            byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
                ? [UInt8(ascii: "\\"), byte] : [byte]
        }
        return [secret, escaped, percentEncoded(secret)]
    }

    private static func percentEncoded(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return bytes.flatMap { byte -> [UInt8] in
            let scalar = UnicodeScalar(byte)
            let isPlain =
                byte < 0x80 && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                || "-._~".utf8.contains(byte)
            return isPlain
                ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
