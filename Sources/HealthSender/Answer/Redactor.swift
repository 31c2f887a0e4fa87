/// Makes untrusted text fit to be shown: secrets, which a server may echo, and control characters go.
struct Redactor: Sendable {
    /// The longest text that leaves here.
    static let bytesMax = 1 << 10
    private static let mark = Array("[secret]".utf8)

    /// All spellings of all secrets, longest first.
    private let forms: [[UInt8]]

    init(hiding secrets: [String]) {
        var forms: Set<[UInt8]> = []
        for secret in secrets where !secret.isEmpty { forms.formUnion(Redactor.forms(of: secret)) }
        self.forms = forms.sorted { $0.count > $1.count }
    }

    /// At most 1 KiB of a text: secrets replaced, invalid UTF-8 repaired, control characters blanked.
    ///
    /// - Parameter isCut: More came after these bytes, so that a secret may begin at their end: that end is dropped.
    func clean(_ bytes: [UInt8], isCut: Bool = false) -> String {
        let usable = isCut ? max(0, bytes.count - (forms.first?.count ?? 0)) : bytes.count
        var shown: [UInt8] = []
        var index = 0
        while index < usable, shown.count < Redactor.bytesMax {
            if let form = forms.first(where: { Redactor.begins($0, at: index, of: bytes) }) {
                shown += Redactor.mark
                index += form.count
            } else {
                shown.append(bytes[index])
                index += 1
            }
        }
        return Redactor.printable(shown)
    }

    func clean(_ text: String) -> String {
        clean(Array(text.utf8))
    }

    private static func begins(_ form: [UInt8], at index: Int, of bytes: [UInt8]) -> Bool {
        guard form[0] == bytes[index], index + form.count <= bytes.count else { return false }
        return bytes[index..<index + form.count].elementsEqual(form)
    }

    private static func printable(_ bytes: [UInt8]) -> String {
        var text = ""
        var length = 0
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            let isFormat = scalar.properties.generalCategory == .format
            let shown = isControl || isFormat ? " " : scalar
            length += UTF8.width(shown)
            if length > bytesMax { break }
            text.unicodeScalars.append(shown)
        }
        return text
    }

    /// Raw; percent-encoded, with capital or small digits; as JSON text; base64, as in Basic logins.
    private static func forms(of secret: String) -> [[UInt8]] {
        let raw = Array(secret.utf8)
        let escaped = raw.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
            default: [byte]
            }
        }
        let solidus = escaped.flatMap { $0 == UInt8(ascii: "/") ? Array("\\/".utf8) : [$0] }
        return [
            raw, percentEncoded(raw, digits: "0123456789ABCDEF"),
            percentEncoded(raw, digits: "0123456789abcdef"), escaped, solidus, Base64.encode(raw),
        ]
    }

    private static func percentEncoded(_ bytes: [UInt8], digits: String) -> [UInt8] {
        let digits = Array(digits.utf8)
        return bytes.flatMap { byte -> [UInt8] in
            let isPlain = HeaderRules.isTokenByte(byte) && !"!#$%&'*+^`|".utf8.contains(byte)
            return isPlain
                ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
