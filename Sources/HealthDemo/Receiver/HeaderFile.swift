import HTTPTypes
import HealthModel

/// The headers of a request as a small JSON document beside the saved body.
enum HeaderFile {
    /// `000001-….headers.json` for `000001-….json`.
    static func name(for body: String) -> String {
        let stem = body.lastIndex(of: ".").map { body[..<$0] } ?? body[...]
        return "\(stem).headers.json"
    }

    /// - Parameter received: Seconds since 1970.
    static func text(_ request: HTTPRequest, received: Int64) -> [UInt8] {
        var lines: [String] = []
        for field in request.headerFields {
            let value = isSecret(field.name) ? "(hidden)" : field.value
            lines.append("    \(quoted(field.name.rawName)): \(quoted(value))")
        }
        let text = """
            {
              "method": \(quoted(request.method.rawValue)),
              "path": \(quoted(request.path ?? "/")),
              "received": \(quoted(DateText.utc(received))),
              "headers": {
            \(lines.joined(separator: ",\n"))
              }
            }

            """
        return Array(text.utf8)
    }

    /// Credentials are for the endpoint's eyes and not for a folder of bodies.
    private static func isSecret(_ name: HTTPField.Name) -> Bool {
        let lower = name.canonicalName
        if ["authorization", "proxy-authorization", "cookie"].contains(lower) { return true }
        guard lower != "idempotency-key" else { return false }
        return ["key", "token", "secret", "password"].contains { lower.contains($0) }
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
