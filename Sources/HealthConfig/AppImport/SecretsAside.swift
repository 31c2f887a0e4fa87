import HealthModel

/// Takes secrets out of what the app has written out, and puts references to files in their place.
struct SecretsAside {
    private(set) var files: [ImportedSecret] = []
    /// What was put where, one sentence each.
    private(set) var notes: [String] = []

    private let prefix: String
    private let place: (String) -> String

    init(automation: String, place: @escaping (String) -> String) {
        prefix = "secrets/" + Self.slug(automation)
        self.place = place
    }

    /// The value of a header as a template: itself, or a reference when it is a secret.
    mutating func taken(from value: String, ofHeader name: String) -> String {
        guard SecretNames.soundsSecret(name) || Self.isCredential(value) else {
            return Self.escaped(value)
        }
        return reference(to: value, called: name, what: "the value of header \"\(name)\"")
    }

    /// A URL as a template, with references for parameters whose names announce a secret.
    mutating func taken(fromURL url: String) -> String {
        guard let question = url.firstIndex(of: "?") else { return Self.escaped(url) }
        let end = url[question...].firstIndex(of: "#") ?? url.endIndex
        let parameters = url[url.index(after: question)..<end].split(
            separator: "&", omittingEmptySubsequences: false)
        var result = Self.escaped(url[...question])
        for (index, parameter) in parameters.enumerated() {
            if index > 0 { result += "&" }
            let parts = parameter.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[1].isEmpty,
                SecretNames.soundsSecret(String(parts[0]))
            else {
                result += Self.escaped(parameter)
                continue
            }
            let name = String(parts[0])
            result +=
                Self.escaped(name) + "="
                + reference(
                    to: String(parts[1]), called: name, what: "the parameter \"\(name)\" of the URL"
                )
        }
        return result + Self.escaped(url[end...])
    }

    private mutating func reference(to value: String, called name: String, what: String) -> String {
        let path = place(prefix + "." + Self.slug(name))
        files.append(ImportedSecret(path: path, value: value))
        let reference = SecretReference(kind: .file, name: path).description
        notes.append("\(what) is a secret: \(reference) stands for it")
        return reference
    }

    private static func isCredential(_ value: String) -> Bool {
        let word = value.prefix { $0 != " " }.lowercased()
        return ["bearer", "basic", "token"].contains(word) && value.count > word.count + 1
    }

    /// Text in which a `${` of the app is no reference.
    private static func escaped(_ text: some StringProtocol) -> String {
        String(text).replacing("${", with: "$${")
    }

    /// `My Backend API` as `my-backend-api`.
    private static func slug(_ text: String) -> String {
        var slug = ""
        for character in text.lowercased() {
            if character.isASCII, character.isLetter || character.isNumber {
                slug.append(character)
            } else if !slug.isEmpty, slug.last != "-" {
                slug.append("-")
            }
        }
        if slug.last == "-" { slug.removeLast() }
        return slug.isEmpty ? "automation" : String(slug.prefix(60))
    }
}
